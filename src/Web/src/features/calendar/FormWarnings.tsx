import { Alert, List } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarEvent, type ChangePreview, type EventFields, previewChange, previewNewEvent, tagOf, type TimeSpan } from '../../api/calendar';
import { useLoad } from '../../ui/useLoad';
import { Collisions } from './Collisions';
import { checkEvent, type EventForm, fieldsOf } from './eventForm';
import { spanText } from '../../ui/whenText';

const most = 5;
const asked = ['start', 'end', 'timeZone', 'allDay', 'recurrence', 'attendees', 'place'] as const;

/** While the form is filled in: whether the room is taken then, and who has something else to do. */
export function FormWarnings({
  values,
  event,
  zone,
  quiet,
  onTake,
}: {
  values: EventForm;
  event: CalendarEvent | undefined;
  zone: string;
  /** The refusal of the server is shown already. */
  quiet: boolean;
  onTake: (time: TimeSpan) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const mayCollide = values.place === 'room' || values.attendees.length > 0;
  const ready = mayCollide && Object.keys(checkEvent({ ...values, title: values.title || '-' }, t)).length === 0;
  const fields = ready ? fieldsOf(values) : undefined;
  const [question] = useDebouncedValue(fields && JSON.stringify(Object.fromEntries(asked.map((name) => [name, fields[name]]))), 500);
  const id = event?.id;
  const version = event?.version;
  const occurrence = event?.recurrence ? (event.occurrence ?? undefined) : undefined;

  const load = useCallback(async (): Promise<ChangePreview | undefined> => {
    if (!question) return undefined;
    const about = JSON.parse(question) as EventFields;
    if (id === undefined) return previewNewEvent({ ...about, title: '-', type: 'meeting' });
    const { start, end, place } = about;
    return occurrence
      ? previewChange({ id, scope: 'this', occurrence, tag: tagOf(version!) }, { start, end, place })
      : previewChange({ id, scope: 'all', occurrence: undefined, tag: tagOf(version!) }, about);
  }, [question, id, version, occurrence]);
  // What cannot be looked up beforehand is said when saving
  const { value } = useLoad(load);
  if (!value || quiet) return null;
  return (
    <>
      {value.conflicts.length > 0 && <Collisions conflicts={value.conflicts} zone={zone} onTake={onTake} />}
      {value.warnings.length > 0 && (
        <Alert role="status" color="yellow" variant="light" icon={<IconUsers aria-hidden />} title={t('calendar.change.warnings')}>
          <List size="sm">
            {value.warnings.slice(0, most).map(({ person, title, start, end }) => {
              const when = spanText(start, end, language, zone);
              return <List.Item key={person + start}>{title ? `${person}: ${title}, ${when}` : t('calendar.change.overlapUnnamed', { person, when })}</List.Item>;
            })}
          </List>
        </Alert>
      )}
    </>
  );
}
