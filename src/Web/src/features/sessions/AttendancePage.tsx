import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconPrinter } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { attendance, attendanceFile } from '../../api/sessions';
import { AttendanceTable } from '../../ui/AttendanceTable';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { useWhen } from './useWhen';

/** Who came to one call, to be read, taken away as a file, or printed. */
export default function AttendancePage() {
  const { t } = useTranslation();
  const dates = useDates();
  const when = useWhen();
  const { code = '', id = '' } = useParams();
  usePageTitle(t('attendance.title'));
  const load = useCallback(() => attendance(code, id), [code, id]);
  const { value, problem, reload } = useLoad(load);
  const here = `/room/${code}/sessions/${id}`;
  return (
    <Stack gap={0} maw={860} mx="auto">
      <PageHead title={t('attendance.title')} text={value && `${value.roomName || code} · ${when(value)} · ${dates.zone}`} back={{ to: `/room/${code}/sessions`, label: t('sessions.title') }}>
        {value && (
          <Group gap="sm" data-print="no">
            <Button component={Link} to={`${here}/timeline`} leftSection={<IconPlayerPlay size={18} aria-hidden />} data-testid="to-timeline">
              {t('attendance.replay')}
            </Button>
            <Button component="a" href={attendanceFile(code, id)} download variant="default" leftSection={<IconDownload size={18} aria-hidden />} data-testid="attendance-csv">
              {t('attendance.file')}
            </Button>
            <Button variant="default" onClick={() => window.print()} leftSection={<IconPrinter size={18} aria-hidden />}>
              {t('attendance.print')}
            </Button>
          </Group>
        )}
      </PageHead>
      <Panel>
        {!value && problem && <LoadFailed problem={problem} onRetry={reload} />}
        {!value && !problem && <Skeleton h={180} role="status" aria-label={t('common.loading')} />}
        {value && (
          <Stack gap="md">
            {value.scheduled && (
              <Text size="sm" c="dimmed">
                {t('attendance.planned', { title: value.scheduled.title, from: dates.moment(value.scheduled.start), to: dates.time(value.scheduled.end) })}
              </Text>
            )}
            <AttendanceTable people={value.people} linkTo={(personId) => `${here}/people/${personId}`} />
          </Stack>
        )}
      </Panel>
    </Stack>
  );
}
