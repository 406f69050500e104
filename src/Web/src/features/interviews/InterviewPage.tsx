import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarX, IconCheck, IconPlayerPlay, IconUserQuestion, IconVideo } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { confirmInterview, type Interview } from '../../api/interviews';
import { ForAccount } from '../../ui/ForAccount';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useNow } from '../../ui/useNow';
import { usePageTitle } from '../../ui/usePageTitle';
import { Details } from './Details';
import { type Dialog, InterviewDialog } from './Dialogs';
import { FeedbackForm } from './FeedbackForm';
import { FeedbackGiven } from './FeedbackGiven';
import { canJoin, isOver, placeOf } from './interviewList';
import { Manage } from './Manage';
import { People } from './People';
import { PhaseBar } from './PhaseBar';
import { StateBadge } from './StateBadge';
import { Timeline } from './Timeline';
import { useAction } from './useAction';
import { type Live, useInterview } from './useInterview';

// With its editor it is heavier than the whole page
const PadPlayback = lazy(() => import('./pad/PadPlayback'));

export default function InterviewPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  return (
    <ForAccount icon={IconUserQuestion} title={t('interviews.title')} text={t('interviews.needsAccount')} guestsToo>
      {(me) => <Loaded key={me.id + id} id={id} />}
    </ForAccount>
  );
}

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation();
  const { live, problem, reload, set } = useInterview(id);
  usePageTitle(live?.interview.title ?? t('interviews.title'));
  if (!live)
    return problem ? (
      <Panel maw={760} mx="auto">
        <LoadFailed problem={problem} onRetry={reload} order={1}>
          <Button component={Link} to="/interviews" variant="default">
            {t('interviews.title')}
          </Button>
        </LoadFailed>
      </Panel>
    ) : (
      <Skeleton h={320} radius="lg" maw={760} mx="auto" role="status" aria-label={t('common.loading')} />
    );
  return <Shown live={live} onChanged={set} />;
}

function Shown({ live, onChanged }: { live: Live; onChanged: (interview: Interview) => void }) {
  const { t } = useTranslation();
  const { interview, aheadMs } = live;
  const [dialog, setDialog] = useState<Dialog>();
  const action = useAction(onChanged);
  const now = useNow(15_000) + aheadMs;
  const { id, you, state, feedback } = interview;
  const side = you && you.part !== 'observer';
  const place = placeOf(interview);
  const begun = interview.startsAt !== null && Date.parse(interview.startsAt) <= now;
  const mayConfirm = side && !you.hasConfirmed && (state === 'scheduled' || state === 'confirmed');
  const mayJudge = side && !you.hasGivenFeedback && (state === 'ended' || state === 'no_show' || interview.phase === 'feedback' || (begun && state !== 'cancelled'));
  const joinable = canJoin(interview, now);

  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={interview.title} back={{ to: '/interviews', label: t('interviews.title') }}>
        <StateBadge state={state} />
      </PageHead>
      {state === 'cancelled' && (
        <Alert color="red" variant="light" role="note" icon={<IconCalendarX aria-hidden />} title={t('interviews.isCancelled', { who: interview.cancelledBy ?? '' })}>
          {interview.cancelReason}
        </Alert>
      )}
      <Panel>
        <Stack gap="lg">
          <Details interview={interview} />
          {(joinable || mayConfirm) && (
            <Group gap="sm">
              {joinable && place && <Enter place={place} />}
              {mayConfirm && (
                <Button
                  size="lg"
                  variant={joinable ? 'default' : 'filled'}
                  leftSection={<IconCheck size={20} aria-hidden />}
                  loading={action.busy === 'confirm'}
                  onClick={() =>
                    void action.run('confirm', async () => {
                      const confirmed = await confirmInterview(id);
                      notifications.show({ message: t('interviews.confirmed') });
                      return confirmed;
                    })
                  }
                  data-testid="confirm"
                >
                  {t('interviews.confirm')}
                </Button>
              )}
            </Group>
          )}
          <ProblemAlert problem={action.problem} />
          {state === 'in_progress' && <PhaseBar live={live} onChanged={onChanged} />}
        </Stack>
      </Panel>
      {mayJudge && (
        <Panel title={t('interviews.feedback.title')} text={t('interviews.feedback.text')}>
          <FeedbackForm interview={interview} onGiven={onChanged} />
        </Panel>
      )}
      {(feedback.length > 0 || (isOver(interview) && state !== 'cancelled')) && (
        <Panel title={t('interviews.feedback.given')}>
          {feedback.length === 0 && <Text size="sm">{t('interviews.feedback.none')}</Text>}
          {feedback.map((each) => (
            <FeedbackGiven key={each.memberId} interview={interview} feedback={each} />
          ))}
        </Panel>
      )}
      <Panel title={t('interviews.form.people')}>
        <People interview={interview} onRenew={(memberId) => setDialog({ of: 'link', memberId })} />
      </Panel>
      <Manage interview={interview} now={now} onDialog={setDialog} />
      <Panel title={t('interviews.happened.title')}>
        <Timeline interview={interview} />
      </Panel>
      {state === 'ended' && interview.roomCode && <Playback interviewId={id} />}
      {dialog && (
        <InterviewDialog
          dialog={dialog}
          interview={interview}
          onClose={() => setDialog(undefined)}
          onDone={(changed) => {
            setDialog(undefined);
            onChanged(changed);
            notifications.show({ message: t('common.saved') });
          }}
        />
      )}
    </Stack>
  );
}

/** The code, from the first letter to the last; fetched when somebody wants to see it. */
function Playback({ interviewId }: { interviewId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Panel title={t('pad.playback.title')}>
      {open ? (
        <Suspense fallback={<Skeleton h={240} role="status" aria-label={t('common.loading')} />}>
          <PadPlayback interviewId={interviewId} />
        </Suspense>
      ) : (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => setOpen(true)} data-testid="show-code">
          {t('interviews.showCode')}
        </Button>
      )}
    </Panel>
  );
}

/** The way in: the room, or the link of another service. */
function Enter({ place }: { place: string }) {
  const { t } = useTranslation();
  const shared = { size: 'lg', leftSection: <IconVideo size={20} aria-hidden />, 'data-testid': 'enter' } as const;
  return place.startsWith('/') ? (
    <Button {...shared} component={Link} to={place}>
      {t('interviews.toRoom')}
    </Button>
  ) : (
    <Button {...shared} component="a" href={place} target="_blank" rel="noopener noreferrer">
      {t('interviews.toLink')}
    </Button>
  );
}
