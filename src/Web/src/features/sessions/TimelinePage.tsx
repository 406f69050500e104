import { Button, Skeleton, Stack } from '@mantine/core';
import { IconCode, IconUsers } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Timeline, timeline } from '../../api/sessions';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { Happenings } from './Happenings';
import { Lanes } from './Lanes';
import { MinuteTable } from './MinuteTable';
import { Present } from './Present';
import { replayOf } from './replay';
import { useWhen } from './useWhen';

/** A call looked at again: a slider over it, who was there, who spoke, how well it went. */
export default function TimelinePage() {
  const { t } = useTranslation();
  const when = useWhen();
  const { code = '', id = '' } = useParams();
  usePageTitle(t('replay.title'));
  const load = useCallback(async () => ({ session: await timeline(code, id), now: Date.now() }), [code, id]);
  const { value, problem, reload } = useLoad(load);
  const here = `/room/${code}/sessions/${id}`;
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <PageHead title={t('replay.title')} text={value && `${value.session.roomName || code} · ${when(value.session)}`} back={{ to: `/room/${code}/sessions`, label: t('sessions.title') }}>
        <Button component={Link} to={here} variant="default" leftSection={<IconUsers size={18} aria-hidden />}>
          {t('attendance.title')}
        </Button>
        {value?.session.interviewId && (
          <Button component={Link} to={`/interviews/${value.session.interviewId}/code`} variant="default" leftSection={<IconCode size={18} aria-hidden />}>
            {t('pad.playback.title')}
          </Button>
        )}
      </PageHead>
      {!value && problem && (
        <Panel>
          <LoadFailed problem={problem} onRetry={reload} />
        </Panel>
      )}
      {!value && !problem && <Skeleton h={320} radius="lg" role="status" aria-label={t('common.loading')} />}
      {value && <Replay session={value.session} now={value.now} here={here} />}
    </Stack>
  );
}

function Replay({ session, now, here }: { session: Timeline; now: number; here: string }) {
  const { t } = useTranslation();
  const replay = useMemo(() => replayOf(session, now), [session, now]);
  const [at, setAt] = useState(0);
  const storyAt = (personId: string) => `${here}/people/${personId}`;
  return (
    <>
      <Panel title={t('replay.moment')}>
        <Present replay={replay} at={at} onAt={setAt} linkTo={storyAt} />
      </Panel>
      <Panel title={t('replay.lanes')} text={t('replay.lanesText')}>
        <Lanes replay={replay} at={at} linkTo={storyAt} />
        <MinuteTable replay={replay} />
      </Panel>
      <Panel title={t('replay.happenings')}>
        <Happenings replay={replay} onAt={setAt} />
      </Panel>
    </>
  );
}
