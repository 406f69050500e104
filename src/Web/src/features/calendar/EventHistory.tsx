import { Skeleton, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { eventHistory, type HistoryEntry } from '../../api/calendar';
import { LoadFailed } from '../../ui/LoadFailed';
import { useLoad } from '../../ui/useLoad';
import { wallClockOf } from '../../ui/zonedTime';
import classes from './EventHistory.module.css';
import { localText } from '../../ui/whenText';

/** Who changed what and when, the newest first, as the facts tell it. */
export function EventHistory({ id, zone }: { id: string; zone: string }) {
  const { t } = useTranslation();
  const load = useCallback(() => eventHistory(id), [id]);
  const { value, problem, reload } = useLoad(load);
  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton h={120} role="status" aria-label={t('common.loading')} />;
  if (value.length === 0) return <Text c="dimmed">{t('calendar.history.empty')}</Text>;
  return (
    <ol className={classes.list} data-testid="event-history">
      {value.toSorted((a, b) => b.version - a.version).map((entry) => (
        <Entry key={entry.version} entry={entry} zone={zone} />
      ))}
    </ol>
  );
}

function Entry({ entry, zone }: { entry: HistoryEntry; zone: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  // Codes come from the server: one that is new has no words here yet
  const what = t(`calendar.history.what.${entry.what}` as never, { defaultValue: t('calendar.history.what.other') }) as string;
  const field = (name: string) =>
    name.startsWith('answer:')
      ? t('calendar.history.answerOf', { email: name.slice('answer:'.length) })
      : (t(`calendar.history.fields.${name}` as never, { defaultValue: name }) as string);
  // A new event is all new: there is nothing that was otherwise
  const changes = entry.what === 'scheduled' ? [] : entry.changes;
  return (
    <li className={classes.entry}>
      <Text size="sm">
        <b>{entry.by ?? t('calendar.history.program')}</b>: {what}
        {entry.occurrence && ` ${t('calendar.history.forDate', { date: localText(entry.occurrence, language, false) })}`}
      </Text>
      <Text size="xs" c="dimmed">
        {localText(wallClockOf(entry.at, zone), language, false)}
      </Text>
      {changes.length > 0 && (
        <Stack component="ul" gap={2} className={classes.changes}>
          {changes.map((change) => (
            <li key={change.field + (change.to ?? '')}>
              {field(change.field)}: {said(change.from)} → {said(change.to)}
            </li>
          ))}
        </Stack>
      )}
    </li>
  );

  function said(value: string | null) {
    if (!value) return t('calendar.history.nothing');
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'calendar.event.yes' : 'calendar.event.no');
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(value)) return localText(value, language, false);
    for (const group of ['types', 'statuses', 'answers'] as const) {
      const known = t(`calendar.${group}.${value}` as never, { defaultValue: '' }) as string;
      if (known && /^[a-z_]+$/.test(value)) return known;
    }
    return value;
  }
}
