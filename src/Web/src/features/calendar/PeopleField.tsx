import { Button, Group, Stack, TagsInput, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAvailability, type TimeSpan } from '../../api/calendar';
import { LoadFailed } from '../../ui/LoadFailed';
import { useLoad } from '../../ui/useLoad';
import { instantOf } from '../../ui/zonedTime';
import { endOf, type EventForm, isEmail, limits, startOf } from './eventForm';
import { addDays, minutesBetween } from '../../ui/wallTime';
import { spanText } from '../../ui/whenText';

const exampleAddress = 'name@example.com';
const separators = /[\s,;]+/;
const searchedDays = 7;
const most = 6;

/** Who is invited, and when all of them are free. */
export function PeopleField({
  values,
  error,
  set,
  zone,
  onTake,
}: {
  values: EventForm;
  error: string | undefined;
  set: <K extends keyof EventForm>(name: K, value: EventForm[K]) => void;
  zone: string;
  onTake: (time: TimeSpan) => void;
}) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState(false);
  const people = values.attendees.filter(isEmail);
  return (
    <Stack gap="xs">
      <TagsInput
        label={t('calendar.form.attendees')}
        description={t('calendar.form.attendeesText')}
        placeholder={values.attendees.length === 0 ? exampleAddress : undefined}
        value={values.attendees}
        // A pasted list comes in one piece when it is pasted with its separators
        onChange={(attendees) => set('attendees', [...new Set(attendees.flatMap((text) => text.toLowerCase().split(separators).filter(Boolean)))])}
        splitChars={[',', ';', ' ', '\n']}
        maxTags={limits.attendees}
        acceptValueOnBlur
        error={error}
        data-testid="event-people"
      />
      {people.length > 0 && !values.allDay && (
        <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} aria-expanded={finding} onClick={() => setFinding(!finding)}>
          {t('calendar.form.findTime')}
        </Button>
      )}
      {finding && people.length > 0 && !values.allDay && <FreeTimes key={people.join()} people={people} values={values} zone={zone} onTake={onTake} />}
    </Stack>
  );
}

function FreeTimes({ people, values, zone, onTake }: { people: string[]; values: EventForm; zone: string; onTake: (time: TimeSpan) => void }) {
  const { t, i18n } = useTranslation();
  const [asked] = useState({ from: values.startDate, minutes: Math.max(5, minutesBetween(startOf(values), endOf(values))), zone: values.timeZone });
  const all = people.join();
  const load = useCallback(
    () =>
      readAvailability(
        all.split(','),
        instantOf(`${asked.from}T08:00`, asked.zone)!,
        instantOf(`${addDays(asked.from, searchedDays)}T20:00`, asked.zone)!,
        asked.minutes,
      ),
    [all, asked],
  );
  const { value, problem, reload } = useLoad(load);
  if (problem && !value) return <LoadFailed problem={problem} onRetry={reload} order={3} />;
  if (!value) return <Text size="sm" c="dimmed" role="status">{t('common.loading')}</Text>;
  const unknown = value.people.filter((person) => !person.shared).map((person) => person.email);
  const length = asked.minutes * 60_000;
  // A free stretch may be longer than what is planned
  const free = value.free.map(({ start }) => ({ start, end: new Date(Date.parse(start) + length).toISOString() }));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('calendar.form.findTimeText')}
      </Text>
      {unknown.length > 0 && <Text size="sm">{t('calendar.form.notShared', { people: unknown.join(', ') })}</Text>}
      {free.length === 0 ? (
        <Text size="sm">{t('calendar.form.noneFree')}</Text>
      ) : (
        <Group gap="xs">
          {free.slice(0, most).map((time) => (
            <Button key={time.start} size="compact-sm" variant="default" onClick={() => onTake(time)}>
              {t('calendar.form.takeFree', { when: spanText(time.start, time.end, i18n.resolvedLanguage ?? 'en', zone) })}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}
