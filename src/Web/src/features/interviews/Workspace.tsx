import { lazy, Suspense } from 'react';
import type { CallSession } from '../../realtime/callSession';
import { InterviewInRoom } from './InterviewInRoom';
import classes from './Workspace.module.css';

const PadPanel = lazy(() => import('./pad/PadPanel'));

/** What stands beside the faces while an interview is held. */
export function Workspace({ session, interviewId }: { session: CallSession; interviewId: string }) {
  return (
    <div className={classes.workspace}>
      <InterviewInRoom session={session} interviewId={interviewId} />
      <Suspense fallback={null}>
        <PadPanel session={session} interviewId={interviewId} />
      </Suspense>
    </div>
  );
}
