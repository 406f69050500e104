import { useEffect, useState } from 'react';
import { padServer, takeUnsaved } from '../../../api/pad';
import type { CallSession } from '../../../realtime/callSession';
import { Store } from '../../../realtime/store';
import { useReadable } from '../../../ui/useReadable';
import { padLine } from './padLine';
import { PadSync } from './padSync';

/** The shared text of an interview, for as long as it is shown. */
export function usePad(session: CallSession, interviewId: string): PadSync | null {
  const [opened] = useState(() => new Store<{ sync: PadSync | null }>({ sync: null }));
  useEffect(() => {
    const sync = new PadSync(padServer(interviewId), padLine(session, interviewId), takeUnsaved(interviewId));
    opened.set({ sync });
    return () => {
      opened.set({ sync: null });
      sync.close();
    };
  }, [opened, session, interviewId]);
  return useReadable(opened).sync;
}
