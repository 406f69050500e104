import { Center, Loader, Stack, Text } from '@mantine/core';
import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
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
import { forgetResume, readResume, type Resume } from '../realtime/resume';
import { warmUp } from '../realtime/warmUp';
import { CallInRoom } from './CallInRoom';
import { takePass } from './roomPass';

const loadCall = () => import('../features/call/CallPage');
type CallPage = Awaited<ReturnType<typeof loadCall>>['default'];

type Phase =
  | { at: 'door'; refusal?: Problem }
  | { at: 'joining' }
  | { at: 'coming_back' }
  // The page itself and not React.lazy, whose fallback stays for a third of a second at least
  | { at: 'call'; session: CallSession; Page: CallPage };

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
  const [resume] = useState(() => readResume(code));
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
        void navigate(`/room/${code}/left?reason=${reason ?? 'left'}`, { replace: true });
      });
      try {
        const [{ default: Page }] = await Promise.all([loadCall(), call.start(previousParticipantId)]);
        // Rendered in slices, so that the negotiation gets its turns in between
        startTransition(() => setPhase({ at: 'call', session: call, Page }));
        renameLater(name);
      } catch (error) {
        session.current = null;
        setPhase({ at: 'door', refusal: problemOf(error) });
      }
    },
    [code, pass, media, navigate],
  );

  useEffect(forgetResume, []);

  useEffect(() => {
    // What the click will need is fetched before the click
    void loadCall();
    if (!resume) void warmUp();
    if (resume) void comeBack(resume);
    async function comeBack({ microphone, camera, background, name, quality, participantId }: Resume) {
      media.setCameraPlan(cameraPlan(quality, 1));
      void media.background.choose(background);
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
    const { Page, session: call } = phase;
    return <CallInRoom Page={Page} code={code} session={call} link={roomLink({ code }, pass)} screenShareWanted={wantsToShare} />;
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

/** A guest is called by this name from now on; not in the moment when everything waits for the first picture. */
function renameLater(name: string) {
  setTimeout(() => void ensureIdentity(name).catch(() => {}), 5_000);
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
