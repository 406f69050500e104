import { Center, Loader, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { type Problem, problemOf } from '../api/problem';
import { roomLink } from '../api/rooms';
import { ensureIdentity } from '../api/session';
import { createCall } from '../features/call/createCall';
import PreJoin, { type JoinWish } from '../features/prejoin/PreJoin';
import { cameraPlan, type VideoQuality } from '../realtime/bandwidth';
import type { CallSession } from '../realtime/callSession';
import { LocalMedia } from '../realtime/devices';
import { type Resume, takeResume } from '../realtime/resume';
import { takePass } from './roomPass';

const loadCall = () => import('../features/call/CallPage');
const CallPage = lazy(loadCall);

type Phase =
  | { at: 'door'; refusal?: Problem }
  | { at: 'joining' }
  | { at: 'coming_back' }
  | { at: 'call'; session: CallSession };

/** A room: the check in front of it, then the call; a page that was reloaded in a call goes straight back in. */
export default function RoomPage() {
  const { code = '' } = useParams();
  return <Room key={code} code={code} />;
}

function Room({ code }: { code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [pass] = useState(() => takePass(code));
  const [media] = useState(() => new LocalMedia(cameraPlan('720p', 1)));
  const [resume] = useState(() => takeResume(code));
  const [phase, setPhase] = useState<Phase>(resume ? { at: 'coming_back' } : { at: 'door' });
  const [wantsToShare, setWantsToShare] = useState(true);
  const session = useRef<CallSession>(null);

  const join = useCallback(
    async (name: string, quality: VideoQuality, previousParticipantId?: string) => {
      const call = createCall({ code, pass, name, quality, local: media });
      session.current = call;
      call.state.subscribe(() => {
        const { phase: now, reason } = call.state.getSnapshot();
        if (now !== 'left' || session.current !== call) return;
        session.current = null;
        const query = new URLSearchParams({ reason: reason ?? 'left', ...(pass && { pass }) });
        void navigate(`/room/${code}/left?${query}`, { replace: true });
      });
      try {
        await call.start(previousParticipantId);
        setPhase({ at: 'call', session: call });
        ensureIdentity(name).catch(() => {}); // a guest is called by this name from now on
      } catch (error) {
        session.current = null;
        setPhase({ at: 'door', refusal: problemOf(error) });
      }
    },
    [code, pass, media, navigate],
  );

  useEffect(() => {
    // What the click will need is fetched before the click
    void loadCall();
    if (resume) void comeBack(resume);
    async function comeBack({ microphone, camera, name, quality, participantId }: Resume) {
      media.setCameraPlan(cameraPlan(quality, 1));
      await Promise.all([media.open({ microphone, camera }), join(name, quality, participantId)]);
    }
    return () => {
      // Another page of the same site was opened: that is leaving, too
      const call = session.current;
      session.current = null;
      call?.leave();
      media.close();
    };
  }, [media, join, resume]);

  const enter = ({ name, preferences }: JoinWish) => {
    setPhase({ at: 'joining' });
    setWantsToShare(preferences?.screenShareEnabled ?? true);
    void join(name, (preferences?.preferredVideoQuality ?? '720p') as VideoQuality);
  };

  if (phase.at === 'coming_back') return <ComingBack text={t('prejoin.comingBack')} />;
  if (phase.at === 'call') {
    return (
      <Suspense fallback={<ComingBack text={t('common.loading')} />}>
        <CallPage session={phase.session} link={roomLink({ code }, pass)} screenShareWanted={wantsToShare} />
      </Suspense>
    );
  }
  return (
    <PreJoin
      code={code}
      pass={pass}
      media={media}
      joining={phase.at === 'joining'}
      refusal={phase.at === 'door' ? phase.refusal : undefined}
      onJoin={enter}
      onRetry={() => setPhase({ at: 'door' })}
    />
  );
}

function ComingBack({ text }: { text: string }) {
  return (
    <Center mih="100dvh" role="status">
      <Stack align="center">
        <Loader />
        <Text>{text}</Text>
      </Stack>
    </Center>
  );
}
