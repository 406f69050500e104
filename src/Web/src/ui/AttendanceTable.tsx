import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import classes from './AttendanceTable.module.css';
import { leaveReasons, roles } from './sessionWords';
import { known } from './known';
import { useDates } from './useDates';

/** Who was in a call, with every stay; where something was planned, also how late he came. */
export function AttendanceTable({ people, linkTo }: { people: (Schemas['HeldPerson'] & { lateSeconds?: number | null })[]; linkTo?: (personId: string) => string }) {
  const { t } = useTranslation();
  const dates = useDates();
  const planned = people.some(({ lateSeconds }) => lateSeconds !== undefined && lateSeconds !== null);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('sessions.person')}</th>
          <th scope="col">{t('sessions.stays')}</th>
          {planned && <th scope="col">{t('sessions.start')}</th>}
          <th scope="col" className={classes.total}>
            {t('sessions.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => {
          const role = known(roles, person.role);
          return (
            <tr key={person.personId} data-testid="attendee">
              <td>
                {linkTo ? (
                  <Anchor component={Link} to={linkTo(person.personId)} fw={550}>
                    {person.displayName}
                  </Anchor>
                ) : (
                  <Text fw={550}>{person.displayName}</Text>
                )}
                {role && role !== 'participant' && (
                  <Text size="xs" c="dimmed">
                    {t(`roles.${role}`)}
                  </Text>
                )}
              </td>
              <td className={classes.wide}>
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
              {planned && <td className={classes.wide}>{punctuality(person.lateSeconds ?? 0)}</td>}
              <td className={classes.total}>{dates.duration(person.totalSeconds)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

  function punctuality(late: number): string {
    if (Math.abs(late) < 60) return t('sessions.onTime');
    return t(late > 0 ? 'sessions.late' : 'sessions.early', { time: dates.duration(Math.abs(late)) });
  }
}
