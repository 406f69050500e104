import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PastSession } from '../../api/rooms';
import { LiveBadge } from '../../ui/LiveBadge';
import { Panel } from '../../ui/Panel';
import { useDates } from '../../ui/useDates';
import classes from './SessionPanel.module.css';

const endReasons = ['last_left', 'ended_by_host', 'room_closed'] as const;
const leaveReasons = ['left', 'page_closed', 'connection_lost', 'removed', 'rejoined', 'session_ended'] as const;
const roles = ['host', 'co_host', 'participant', 'guest'] as const;

const known = <T extends string>(list: readonly T[], value: string | null | undefined): T | undefined =>
  list.find((each) => each === value);

export function SessionPanel({ session }: { session: PastSession }) {
  const { t } = useTranslation();
  const dates = useDates();
  const ended = known(endReasons, session.endReason);
  // Still there at the end of the table: a stay without an end belongs to a call that goes on
  const present = session.participants.filter(({ stays }) => stays.some((stay) => !stay.leftAt)).length;
  const seconds = session.endedAt ? (Date.parse(session.endedAt) - Date.parse(session.startedAt)) / 1000 : undefined;

  return (
    <Panel>
      <Stack gap="md">
        <Group justify="space-between" gap="sm" align="start">
          <div>
            <Title order={2} fz="1.1rem">
              {dates.day(session.startedAt)}
            </Title>
            <Text size="sm" c="dimmed">
              {dates.time(session.startedAt)}–{session.endedAt ? dates.time(session.endedAt) : t('sessions.now')}
              {seconds !== undefined && ` · ${dates.duration(seconds)}`}
              {` · ${t('sessions.peak', { count: session.peak })}`}
              {ended && ` · ${t(`sessions.ended.${ended}`)}`}
            </Text>
          </div>
          {!session.endedAt && <LiveBadge people={present} />}
        </Group>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                {t('sessions.person')}
              </th>
              <th scope="col">
                {t('sessions.stays')}
              </th>
              <th scope="col" className={classes.total}>
                {t('sessions.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {session.participants.map((person) => {
              const role = known(roles, person.role);
              return (
                <tr key={person.personId}>
                  <td>
                    <Text fw={550}>{person.displayName}</Text>
                    {role && role !== 'participant' && (
                      <Text size="xs" c="dimmed">
                        {t(`roles.${role}`)}
                      </Text>
                    )}
                  </td>
                  <td>
                    <ul className={classes.stays}>
                      {person.stays.map((stay) => {
                        const reason = known(leaveReasons, stay.reason);
                        return (
                          <li key={stay.participantId}>
                            {dates.time(stay.joinedAt)}–{stay.leftAt ? dates.time(stay.leftAt) : t('sessions.now')}
                            {reason && <span className={classes.reason}>{t(`sessions.left.${reason}`)}</span>}
                          </li>
                        );
                      })}
                    </ul>
                  </td>
                  <td className={classes.total}>
                    {dates.duration(person.totalSeconds)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Stack>
    </Panel>
  );
}
