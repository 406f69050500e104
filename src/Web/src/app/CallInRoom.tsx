import { type ComponentType, useCallback, useMemo, useState } from 'react';
import { readInterviewOfRoom } from '../api/pad';
import type CallPage from '../features/call/CallPage';
import { Workspace } from '../features/interviews/Workspace';
import type { CallSession } from '../realtime/callSession';
import { useLoad } from '../ui/useLoad';

type CallProps = Parameters<typeof CallPage>[0];

/** The call, with a workspace beside it when an interview is held in the room. */
export function CallInRoom({ Page, code, session, ...call }: { Page: ComponentType<CallProps>; code: string; session: CallSession } & Omit<CallProps, 'workspace'>) {
  const load = useCallback(() => readInterviewOfRoom(code), [code]);
  const { value: interview } = useLoad(load);
  // On a phone the faces come first
  const [open, setOpen] = useState(() => !matchMedia('(max-width: 760px)').matches);
  const content = useMemo(() => interview && <Workspace session={session} interviewId={interview.id} />, [session, interview]);
  return <Page session={session} {...call} workspace={content ? { content, open, onOpen: setOpen } : undefined} />;
}
