import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PastSession } from '../../api/rooms';
import { AttendanceTable } from '../../ui/AttendanceTable';
import { known } from '../../ui/known';
import { LiveBadge } from '../../ui/LiveBadge';
import { Panel } from '../../ui/Panel';
import { endReasons } from '../../ui/sessionWords';
import { useDates } from '../../ui/useDates';

/** `report`: where more is told of it, for those who may know. */
export function SessionPanel({ session, report }: { session: PastSession; report: string | undefined }) {
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
        <AttendanceTable people={session.participants} />
        {report && (
          <Anchor component={Link} to={report} size="sm" fw={500} data-testid="session-report">
            {t('sessions.report')}
          </Anchor>
        )}
      </Stack>
    </Panel>
  );
}
