import { Button, Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAvailability } from '../../api/calendar';
import { LoadFailed } from '../../ui/LoadFailed';
import { useLoad } from '../../ui/useLoad';
import { addDays } from '../../ui/wallTime';
import { spanText } from '../../ui/whenText';
import { instantOf, wallClockOf } from '../../ui/zonedTime';
import { isEmail, type TimeForm } from './interviewForm';

const searchedDays = 7;
const most = 6;

/** When both sides are free, in the days from the chosen one on. */
export function FreeTimes({ people, values, onTake }: { people: string[]; values: TimeForm; onTake: (date: string, start: string) => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<TimeForm>();
  const known = people.map((each) => each.trim()).filter(isEmail);
  if (known.length === 0) return null;
  return (
    <Stack gap="xs">
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        aria-expanded={asked !== undefined}
        onClick={() => setAsked(asked ? undefined : values)}
        data-testid="find-time"
      >
        {t('interviews.form.findTime')}
      </Button>
      {asked && <Found key={known.join()} people={known} asked={asked} onTake={onTake} />}
    </Stack>
  );
}

function Found({ people, asked, onTake }: { people: string[]; asked: TimeForm; onTake: (date: string, start: string) => void }) {
  const { t, i18n } = useTranslation();
  const all = people.join();
  const minutes = Number(asked.durationMinutes) || 60;
  const [now] = useState(() => Date.now());
  const load = useCallback(
    () => readAvailability(all.split(','), instantOf(`${asked.date}T08:00`, asked.timeZone)!, instantOf(`${addDays(asked.date, searchedDays)}T20:00`, asked.timeZone)!, minutes),
    [all, asked, minutes],
  );
  const { value, problem, reload } = useLoad(load);
  if (problem && !value) return <LoadFailed problem={problem} onRetry={reload} order={3} />;
  if (!value)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('common.loading')}
      </Text>
    );
  const unknown = value.people.filter((person) => !person.shared).map((person) => person.email);
  const free = value.free.filter(({ start }) => Date.parse(start) > now).slice(0, most);
  return (
    <Stack gap="xs">
      {unknown.length > 0 && <Text size="sm">{t('calendar.form.notShared', { people: unknown.join(', ') })}</Text>}
      {free.length === 0 ? (
        <Text size="sm">{t('calendar.form.noneFree')}</Text>
      ) : (
        <Group gap="xs">
          {free.map(({ start }) => {
            const wall = wallClockOf(start, asked.timeZone);
            return (
              <Button key={start} size="compact-sm" variant="default" onClick={() => onTake(wall.slice(0, 10), wall.slice(11, 16))} data-testid="free-time">
                {t('calendar.form.takeFree', {
                  // A free stretch may be longer than the interview
                  when: spanText(start, new Date(Date.parse(start) + minutes * 60_000).toISOString(), i18n.resolvedLanguage ?? 'en', asked.timeZone),
                })}
              </Button>
            );
          })}
        </Group>
      )}
    </Stack>
  );
}
