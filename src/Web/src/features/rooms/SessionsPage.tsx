import { Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Problem, problemOf } from '../../api/problem';
import { listSessions, readRoom } from '../../api/rooms';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { SessionPanel } from './SessionPanel';

/** Who was in a room's calls, when, and for how long. */
export default function SessionsPage() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const dates = useDates();
  usePageTitle(t('sessions.title'));
  const load = useCallback(() => listSessions(code), [code]);
  const { value, problem, reload, set } = useLoad(load);
  const loadRoom = useCallback(() => readRoom(code), [code]);
  const mayManage = useLoad(loadRoom).value?.data.mayManage;
  const [more, setMore] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });

  async function showMore() {
    if (!value?.nextCursor) return;
    setMore({ busy: true });
    try {
      const next = await listSessions(code, value.nextCursor);
      set({ items: [...value.items, ...next.items], nextCursor: next.nextCursor });
      setMore({ busy: false });
    } catch (error) {
      setMore({ busy: false, problem: problemOf(error) });
    }
  }

  return (
    <Stack gap={0} maw={860} mx="auto">
      <PageHead title={t('sessions.title')} text={t('sessions.text', { code, zone: dates.zone })} back={{ to: '/', label: t('common.home') }}>
        <Button component={Link} to={`/room/${code}`} variant="default">
          {t('rooms.enter')}
        </Button>
      </PageHead>
      {!value && !problem && (
        <Stack role="status" aria-label={t('common.loading')}>
          <Skeleton h={180} radius="lg" />
          <Skeleton h={180} radius="lg" />
        </Stack>
      )}
      {!value && problem && (
        <Panel>
          <LoadFailed problem={problem} onRetry={reload} />
        </Panel>
      )}
      {value?.items.length === 0 && (
        <Panel>
          <Message
            order={2}
            icon={<IconHistory size={40} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
            title={t('sessions.none')}
            text={t('sessions.noneText')}
          />
        </Panel>
      )}
      <Stack gap="lg">
        {value?.items.map((session) => (
          <SessionPanel key={session.id} session={session} report={mayManage ? `/room/${code}/sessions/${session.id}` : undefined} />
        ))}
      </Stack>
      {value?.nextCursor && (
        <Center mt="lg">
          <Button variant="default" loading={more.busy} onClick={() => void showMore()}>
            {t('common.more')}
          </Button>
        </Center>
      )}
      <ProblemAlert problem={more.problem} />
      {value && value.items.length > 0 && !value.nextCursor && (
        <Text ta="center" size="sm" c="dimmed" mt="lg">
          {t('sessions.noMore')}
        </Text>
      )}
    </Stack>
  );
}
