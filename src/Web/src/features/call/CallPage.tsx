import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api/problem';
import type { CallSession, CallState } from '../../realtime/callSession';
import { captureImpossible } from '../../realtime/mediaProblem';
import { copyText } from '../../ui/copyText';
import { deviceProblem } from '../../ui/deviceProblem';
import { problemText } from '../../ui/problemText';
import { usePageTitle } from '../../ui/usePageTitle';
import { useSelected } from '../../ui/useReadable';
import { Alone } from './Alone';
import classes from './CallPage.module.css';
import { ConnectionBanner } from './ConnectionBanner';
import { ControlBar } from './ControlBar';
import { Confirm, DeviceSettings, KeyboardHelp, type Question } from './Dialogs';
import { hostActions } from './hostActions';
import { PeoplePanel } from './PeoplePanel';
import { RemoteAudio } from './RemoteAudio';
import { Stage } from './Stage';
import { useCallNews } from './useCallNews';
import { useShortcuts } from './useShortcuts';

type Dialog = 'settings' | 'help' | null;

/** What people work on together; while it is open, it has the room and the faces a strip beside it. */
export interface Workspace {
  content: ReactNode;
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** The call itself. */
export default function CallPage({
  session,
  link,
  screenShareWanted,
  workspace,
}: {
  session: CallSession;
  /** The address to pass on. */
  link: string;
  /** The person's own setting. */
  screenShareWanted: boolean;
  /** Keeps its state while it is closed. */
  workspace?: Workspace;
}) {
  const { t } = useTranslation();
  // Only what the frame itself shows: faces and voices come and go without drawing it anew
  const room = useSelected(session.state, (state) => state.room);
  const count = useSelected(session.state, (state) => state.people.length);
  const role = useSelected(session.state, ownRole);
  const microphoneOn = useSelected(session.local.state, ({ microphone }) => microphone.on && !microphone.problem);
  const cameraOn = useSelected(session.local.state, ({ camera }) => camera.on && !camera.problem);
  const sharing = useSelected(session.local.state, ({ screen }) => screen.track !== null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [peopleOpen, setPeopleOpen] = useState(false);
  const [said, setSaid] = useState('');
  const peopleButton = useRef<HTMLButtonElement>(null);
  const code = room?.code ?? '';
  const host = useMemo(() => hostActions(code), [code]);
  // The same width as in the style sheets: faces or workspace, both have no room
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const working = workspace?.open ?? false;
  useCallNews(session);

  usePageTitle(`(${count}) ${room?.name || code}`);

  const manages = role === 'host' || role === 'co_host';
  const mayShare = manages || (room?.settings.allowScreenShare ?? true);
  const share = !screenShareWanted || captureImpossible('screen') ? 'missing' : mayShare ? 'possible' : 'forbidden';

  const show = useCallback((message: string) => notifications.show({ message, autoClose: 3_000, position: 'bottom-left' }), []);
  const attempt = async (action: Promise<unknown>) => {
    try {
      await action;
    } catch (error) {
      notifications.show({ position: 'bottom-left', color: 'red', message: problemText(t, problemOf(error)), autoClose: 7_000 });
    }
  };

  async function toggle(kind: 'microphone' | 'camera', on: boolean) {
    const device = session.local[kind];
    if (on) device.turnOff();
    else await device.turnOn();
    const { problem } = device.state.getSnapshot();
    if (problem && !on) {
      const { title: what, text } = deviceProblem(t, kind, problem);
      notifications.show({ position: 'bottom-left', color: 'red', title: what, message: text, autoClose: 12_000 });
    } else setSaid(t(on ? `call.${kind}IsOff` : `call.${kind}IsOn`));
  }

  async function toggleShare() {
    if (sharing) return session.local.screen.stop();
    if (share === 'missing') return;
    if (share === 'forbidden') return show(t('call.shareForbidden'));
    await session.local.screen.start();
    const { problem } = session.local.screen.state.getSnapshot();
    if (problem) {
      const { title: what, text } = deviceProblem(t, 'screen', problem);
      notifications.show({ position: 'bottom-left', color: 'red', title: what, message: text, autoClose: 12_000 });
    }
  }

  const copyLink = async () => show((await copyText(link)) ? t('common.copied') : t('common.copyFailed'));
  const closePeople = useCallback(() => {
    setPeopleOpen(false);
    peopleButton.current?.focus();
  }, []);
  const togglePeople = () => (peopleOpen ? closePeople() : setPeopleOpen(true));
  const leave = () => session.leave();
  const askToLeave = () => setQuestion({ title: t('call.leaveTitle'), text: t('call.leaveText'), go: t('call.leave'), act: leave });
  const askToEnd = () =>
    setQuestion({ title: t('call.endTitle'), text: t('call.endText'), go: t('call.endForAll'), act: () => attempt(host.endForAll()) });

  useShortcuts(
    {
      m: () => void toggle('microphone', microphoneOn),
      v: () => void toggle('camera', cameraOn),
      d: () => void toggleShare(),
      p: togglePeople,
      l: askToLeave,
      '?': () => setDialog('help'),
    },
    dialog === null && question === null,
  );

  return (
    <div className={classes.page} data-call>
      <main className={classes.main} id="main">
        <VisuallyHidden component="h1">{room?.name || t('call.title')}</VisuallyHidden>
        {workspace && narrow && (
          <SegmentedControl
            className={classes.switch}
            fullWidth
            aria-label={t('call.workspace.switch')}
            value={working ? 'workspace' : 'faces'}
            onChange={(value) => workspace.onOpen(value === 'workspace')}
            data={[
              { value: 'faces', label: t('call.workspace.faces') },
              { value: 'workspace', label: t('call.workspace.workspace') },
            ]}
          />
        )}
        {workspace && (
          <div className={classes.workspace} hidden={!working} data-testid="workspace">
            {workspace.content}
          </div>
        )}
        <Stage session={session} strip={working}>
          {count === 1 && !working && <Alone link={link} />}
        </Stage>
        {peopleOpen && (
          <PeoplePanel
            session={session}
            role={role}
            onCopyLink={() => void copyLink()}
            onClose={closePeople}
            actions={{
              onMute: (person) => void attempt(host.mute(person.participantId)),
              onCoHost: (person, on) => void attempt(host.setCoHost(person.participantId, on)),
              onRemove: ({ participantId, displayName: name }) =>
                setQuestion({
                  title: t('call.removeTitle', { name }),
                  text: t('call.removeText'),
                  go: t('call.remove'),
                  act: () => attempt(host.remove(participantId)),
                }),
              onHandOver: ({ participantId, displayName: name }) =>
                setQuestion({
                  title: t('call.handOverTitle', { name }),
                  text: t('call.handOverText'),
                  go: t('call.handOver'),
                  act: () => attempt(host.handOver(participantId)),
                }),
            }}
          />
        )}
        <div className={classes.over}>
          <ConnectionBanner session={session} />
          <RemoteAudio session={session} />
        </div>
      </main>
      <footer className={classes.foot}>
        <div className={classes.room}>
          <strong>{room?.name || t('call.title')}</strong>
          <span>{code}</span>
        </div>
        <ControlBar
          microphoneOn={microphoneOn}
          cameraOn={cameraOn}
          sharing={sharing}
          share={share}
          people={count}
          peopleOpen={peopleOpen}
          peopleButton={peopleButton}
          workspaceOpen={workspace && !narrow ? working : undefined}
          mayEnd={manages}
          onMicrophone={() => void toggle('microphone', microphoneOn)}
          onCamera={() => void toggle('camera', cameraOn)}
          onShare={() => void toggleShare()}
          onPeople={togglePeople}
          onWorkspace={() => workspace?.onOpen(!working)}
          onSettings={() => setDialog('settings')}
          onHelp={() => setDialog('help')}
          onCopyLink={() => void copyLink()}
          onEndForAll={askToEnd}
          onLeave={leave}
        />
        <div className={classes.room} aria-hidden />
      </footer>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      {dialog === 'settings' && <DeviceSettings media={session.local} onClose={() => setDialog(null)} />}
      {dialog === 'help' && <KeyboardHelp onClose={() => setDialog(null)} />}
      {question && <Confirm question={question} onClose={() => setQuestion(null)} />}
    </div>
  );
}

const ownRole = ({ people, selfId }: CallState) => people.find((person) => person.participantId === selfId)?.role ?? 'participant';
