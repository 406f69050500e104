import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type EventForm, limits, reminderChoices } from './eventForm';
import { reminderText } from './reminderText';

export function RemindersField({
  values,
  error,
  onChange,
}: {
  values: EventForm;
  error: string | undefined;
  onChange: (reminders: number[]) => void;
}) {
  const { t } = useTranslation();
  // An event from elsewhere may remind at moments that are not offered here
  const choices = [...new Set([...reminderChoices, ...values.reminders])].sort((a, b) => a - b);
  return (
    <MultiSelect
      label={t('calendar.form.reminders')}
      description={t('calendar.form.remindersText')}
      data={choices.map((minutes) => ({ value: String(minutes), label: reminderText(t, minutes) }))}
      value={values.reminders.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number))}
      maxValues={limits.reminders}
      error={error}
      placeholder={values.reminders.length === 0 ? t('calendar.form.addReminder') : undefined}
    />
  );
}
