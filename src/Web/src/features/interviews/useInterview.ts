import { useCallback, useEffect, useState } from 'react';
import { type Interview, readInterview } from '../../api/interviews';
import type { Problem } from '../../api/problem';
import { useLoad } from '../../ui/useLoad';

const refreshMs = 30_000;

/** An interview, and how far the server's clock is ahead of this browser's, in milliseconds: with it all see the same time. */
export interface Live {
  interview: Interview;
  aheadMs: number;
}

export const liveOf = (interview: Interview): Live => ({ interview, aheadMs: Date.parse(interview.serverTime) - Date.now() });

/** An answer that set out earlier may arrive later. */
export const newer = (one: Live | undefined, other: Live | undefined) => (one && other && one.interview.id === other.interview.id && one.interview.version > other.interview.version ? one : (other ?? one));

/** Reads an interview and looks again every half minute, when the page is looked at again, and when `news` says so. */
export function useInterview(id: string, news?: (listener: () => void) => () => void) {
  const load = useCallback(async () => liveOf(await readInterview(id)), [id]);
  const { value, problem, reload } = useLoad(load);
  const [changed, setChanged] = useState<Live>();

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    const timer = window.setInterval(look, refreshMs);
    document.addEventListener('visibilitychange', look);
    const silence = news?.(reload);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      silence?.();
    };
  }, [reload, news]);

  const set = useCallback((interview: Interview) => setChanged(liveOf(interview)), []);
  const own = changed?.interview.id === id ? changed : undefined;
  const live: Live | undefined = newer(own, value);
  return { live, problem: problem as Problem | undefined, reload, set };
}
