import { Badge, Chip, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEvent } from '../../api/calendar';
import { readReminders, type Reminder, setOwnReminders } from '../../api/notifications';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { mostReminders, reminderChoices, reminderText } from '../../ui/reminders';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import classes from './EventHistory.module.css';
import { deliveryText, fateOf, fateText } from './reminderFate';

/** Shown of those that are over. */
const most = 20;

/** Reminders of an event: the organizer's, the person's own on top of them, and what became of each. */
export function OwnReminders({ event }: { event: CalendarEvent }) {
  const { t } = useTranslation();
  const load = useCallback(() => readReminders(event.id), [event.id]);
  const { value, problem, reload, set } = useLoad(load);
  const [wanted, setWanted] = useState<readonly number[]>();
  const [refusal, setRefusal] = useState<Problem>();

  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton h={120} role="status" aria-label={t('common.loading')} />;

  const own = wanted ?? value.own;
  const choices = reminderChoices(value.own);

  async function choose(minutes: number[]) {
    setRefusal(undefined);
    setWanted(minutes);
    try {
      set(await setOwnReminders(event.id, minutes));
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setWanted(undefined);
    }
  }

  return (
    <Stack gap="lg">
      <section aria-label={t('notifications.reminders.ofOrganizer')}>
        <Title order={3} size="sm" mb={6}>
          {t('notifications.reminders.ofOrganizer')}
        </Title>
        {event.reminders.length === 0 ? (
          <Text c="dimmed" size="sm">
            {t('calendar.event.noReminders')}
          </Text>
        ) : (
          <Group gap={6}>
            {event.reminders.map((minutes) => (
              <Badge key={minutes} variant="light" color="gray" tt="none" fw={500}>
                {reminderText(t, minutes)}
              </Badge>
            ))}
          </Group>
        )}
      </section>
      <section aria-label={t('notifications.reminders.own')}>
        <Title order={3} size="sm">
          {t('notifications.reminders.own')}
        </Title>
        <Text size="sm" c="dimmed" mb={8}>
          {t('notifications.reminders.ownText')}
        </Text>
        <Group gap={8} data-testid="own-reminders">
          {choices.map((minutes) => {
            const chosen = own.includes(minutes);
            return (
              <Chip
                key={minutes}
                size="sm"
                checked={chosen}
                // One save after the other: each sends the whole list
                disabled={wanted !== undefined || (!chosen && own.length >= mostReminders)}
                onChange={(on) => void choose(on ? [...own, minutes].sort((a, b) => a - b) : own.filter((each) => each !== minutes))}
              >
                {reminderText(t, minutes)}
              </Chip>
            );
          })}
        </Group>
        <ProblemAlert problem={refusal} />
      </section>
      <section aria-label={t('notifications.reminders.became')}>
        <Title order={3} size="sm">
          {t('notifications.reminders.became')}
        </Title>
        {value.reminders.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('notifications.reminders.nothing')}
          </Text>
        ) : (
          <>
            <Text size="sm" c="dimmed" mb={8}>
              {t('notifications.reminders.becameText')}
            </Text>
            <ul className={classes.list} data-testid="reminders">
              {value.reminders.slice(0, most).map((reminder) => (
                <Fate key={reminder.id} reminder={reminder} />
              ))}
            </ul>
          </>
        )}
      </section>
    </Stack>
  );
}

const colors = { due: 'gray', good: 'pine', bad: 'red', gone: 'yellow' } as const;

function Fate({ reminder }: { reminder: Reminder }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  return (
    <li className={classes.entry}>
      <Group gap={6}>
        <Text size="sm" fw={500}>
          {reminderText(t, reminder.minutesBefore)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('notifications.reminders.ofStart', { when: moment(reminder.start) })}
        </Text>
      </Group>
      <Badge variant="light" color={colors[fateOf(reminder)]} tt="none" fw={500} style={{ height: 'auto', whiteSpace: 'normal' }}>
        {fateText(reminder, t, moment)}
      </Badge>
      {reminder.deliveries.map((delivery, index) => (
        // Several devices are told apart by nothing but their place
        <Text key={`${delivery.channel} ${String(index)}`} size="sm" c={delivery.state === 'given_up' ? 'var(--mantine-color-error)' : 'dimmed'}>
          {deliveryText(delivery, t, moment)}
        </Text>
      ))}
    </li>
  );
}
