import { Group, Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { previewRecurrence } from '../../api/calendar';
import { problemText } from '../../ui/problemText';
import { useLoad } from '../../ui/useLoad';
import classes from './EventEditor.module.css';
import { type EventForm, ruleOfForm, startOf } from './eventForm';
import { localText } from '../../ui/whenText';

const previewed = 10;

/** The dates that follow from a rule, as the server works them out. */
export function NextDates({ values }: { values: EventForm }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const [asked] = useDebouncedValue(JSON.stringify([ruleOfForm(values), startOf(values), values.timeZone]), 400);
  const load = useCallback(() => {
    const [rule, start, timeZone] = JSON.parse(asked) as [string, string, string];
    return previewRecurrence(rule, start, timeZone, previewed);
  }, [asked]);
  const { value, problem } = useLoad(load);
  if (problem)
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="alert">
        {problemText(t, problem)}
      </Text>
    );
  if (!value)
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm" c="dimmed">
          {t('calendar.repeat.loading')}
        </Text>
      </Group>
    );
  if (value.length === 0) return <Text size="sm">{t('calendar.repeat.none_left')}</Text>;
  const shift = values.allDay ? undefined : value.find(({ offset }) => offset !== value[0]!.offset);
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('calendar.repeat.next')}
      </Text>
      <ol className={classes.dates} data-testid="repeat-dates">
        {value.map(({ start }) => (
          <li key={start}>{localText(start, language, true)}</li>
        ))}
      </ol>
      {shift && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('calendar.repeat.zoneShift', { date: `${localText(shift.start, language, true)} (UTC${shift.offset})` })}
        </Text>
      )}
    </div>
  );
}
