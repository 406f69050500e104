import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mostReminders, reminderChoices, reminderText } from './reminders';

/** Reminders in minutes before the start. */
export function RemindersField({ value, error, onChange }: { value: readonly number[]; error: string | undefined; onChange: (reminders: number[]) => void }) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      label={t('calendar.form.reminders')}
      description={t('calendar.form.remindersText')}
      data={reminderChoices(value).map((minutes) => ({ value: String(minutes), label: reminderText(t, minutes) }))}
      value={value.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number))}
      maxValues={mostReminders}
      error={error}
      placeholder={value.length === 0 ? t('calendar.form.addReminder') : undefined}
    />
  );
}
