import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCalendarOff, IconCalendarX, IconHourglassEmpty, IconVideo } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { joinByLink, type JoinLink, readJoinLink } from '../../api/interviews';
import { useTimeZone } from '../../api/preferences';
import { type Problem, problemOf } from '../../api/problem';
import { loadSession } from '../../api/session';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { rememberName } from '../../ui/rememberedName';
import { useLoad } from '../../ui/useLoad';
import { useNow } from '../../ui/useNow';
import { usePageTitle } from '../../ui/usePageTitle';
import { spanText, zoneText } from '../../ui/whenText';
import { waitText } from './waitText';

const refreshMs = 30_000;
/** This browser's clock may be ahead of the server's: then it is asked again until it opens. */
const openingMs = 3_000;

/** Where a personal link leads: what it is, and the way in when it is time. Opening it sends nothing. */
export default function JoinPage() {
  const { token = '' } = useParams();
  return <Linked key={token} token={token} />;
}

function Linked({ token }: { token: string }) {
  const { t } = useTranslation();
  const load = useCallback(() => readJoinLink(token), [token]);
  const { value, problem, reload } = useLoad(load);
  usePageTitle(value?.title ?? t('joinLink.title'));

  // It may be put off, cancelled, or opened meanwhile
  const due = value?.state === 'too_early' && value.opensAt ? Date.parse(value.opensAt) : undefined;
  useEffect(() => {
    const timers = [window.setInterval(reload, refreshMs)];
    let opening: ReturnType<typeof setTimeout> | undefined;
    if (due !== undefined) {
      // Timers cannot reach further than 24 days
      const wait = Math.min(Math.max(0, due - Date.now()), 2 ** 31 - 1);
      opening = setTimeout(() => {
        reload();
        timers.push(window.setInterval(reload, openingMs));
      }, wait);
    }
    return () => {
      clearTimeout(opening);
      timers.forEach((timer) => window.clearInterval(timer));
    };
  }, [due, reload]);

  if (!value && !problem)
    return (
      <Stack role="status" aria-label={t('common.loading')} maw={600} mx="auto">
        <Skeleton h={60} radius="lg" />
        <Skeleton h={240} radius="lg" />
      </Stack>
    );
  return (
    <Panel maw={600} mx="auto">
      {!value && problem?.code === 'link_not_found' && (
        <Message icon={<Sign icon={IconCalendarOff} />} title={t('joinLink.notFound')} text={t('joinLink.notFoundText')}>
          <Button component={Link} to="/">
            {t('common.toHome')}
          </Button>
        </Message>
      )}
      {!value && problem && problem.code !== 'link_not_found' && <LoadFailed problem={problem} onRetry={reload} order={1} />}
      {value && <Door token={token} link={value} gone={problem?.code === 'link_not_found'} onStale={reload} />}
    </Panel>
  );
}

function Door({ token, link, gone, onStale }: { token: string; link: JoinLink; gone: boolean; onStale: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const zone = useTimeZone();
  const now = useNow(1_000);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const language = i18n.resolvedLanguage ?? 'en';
  const { title, part, name, interviewerName, candidateName, startsAt, endsAt, opensAt, signedInAs } = link;
  const state = gone ? 'gone' : link.state;

  async function join() {
    setBusy(true);
    setProblem(undefined);
    try {
      const { roomCode, url } = await joinByLink(token);
      if (roomCode) {
        // From here on this browser is somebody else, perhaps
        await loadSession();
        rememberName(name);
        await navigate(`/room/${roomCode}`);
      } else location.assign(url!);
    } catch (error) {
      setProblem(problemOf(error));
      onStale();
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="lg" data-testid="join-link" data-state={state}>
      <div>
        <Text c="dimmed">{t('joinLink.title')}</Text>
        <Title>{title}</Title>
      </div>
      <Stack gap={4}>
        <Text>{t('joinLink.you', { name, part: t(`interviews.parts.${part}`) })}</Text>
        <Text>{part === 'observer' ? t('interviews.between', { interviewer: interviewerName, candidate: candidateName }) : t('joinLink.with', { name: part === 'candidate' ? interviewerName : candidateName })}</Text>
        {startsAt && endsAt && (
          <Text fw={600}>
            {spanText(startsAt, endsAt, language, zone)}, {zoneText(zone, language, Date.parse(startsAt))}
          </Text>
        )}
      </Stack>
      {state === 'too_early' && (
        <Said icon={IconHourglassEmpty} title={t('joinLink.tooEarly')}>
          {opensAt && Date.parse(opensAt) > now ? (
            <span data-testid="countdown">{t('joinLink.opensIn', { wait: waitText(Date.parse(opensAt) - now, language) })}</span>
          ) : (
            t('joinLink.opening')
          )}
        </Said>
      )}
      {state === 'too_late' && (
        <Said icon={IconCalendarOff} title={t('joinLink.tooLate')}>
          {t('joinLink.tooLateText')}
        </Said>
      )}
      {state === 'cancelled' && (
        <Said icon={IconCalendarX} title={t('joinLink.cancelled')}>
          {t('joinLink.cancelledText')}
        </Said>
      )}
      {state === 'gone' && (
        <Said icon={IconCalendarOff} title={t('joinLink.notFound')}>
          {t('joinLink.notFoundText')}
        </Said>
      )}
      {state === 'open' && (
        <>
          {signedInAs && (
            <Alert color="yellow" variant="light" role="note" icon={<IconAlertTriangle aria-hidden />} title={t('joinLink.signedInAs', { name: signedInAs })} data-testid="signed-in-as">
              {t('joinLink.signedInAsText', { name })}
            </Alert>
          )}
          <Button size="lg" leftSection={<IconVideo size={20} aria-hidden />} loading={busy} onClick={() => void join()} data-testid="join">
            {t('joinLink.join')}
          </Button>
          {link.serviceType !== 'custom' && (
            <Text size="sm" c="dimmed">
              {t('joinLink.elsewhere')}
            </Text>
          )}
        </>
      )}
      <ProblemAlert problem={problem} />
    </Stack>
  );
}

const Sign = ({ icon: Icon }: { icon: typeof IconCalendarX }) => <Icon size={48} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />;

function Said({ icon: Icon, title, children }: { icon: typeof IconCalendarX; title: string; children: ReactNode }) {
  return (
    <Alert color="gray" variant="light" role="note" icon={<Icon aria-hidden />} title={title}>
      {children}
    </Alert>
  );
}
