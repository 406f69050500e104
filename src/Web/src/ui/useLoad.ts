import { useCallback, useEffect, useState } from 'react';
import { type Problem, problemOf } from '../api/problem';

export interface Loading<T> {
  value: T | undefined;
  /** Why the last attempt failed; what was read before stays in `value`. */
  problem: Problem | undefined;
  busy: boolean;
  reload: () => void;
  set: (value: T) => void;
}

interface Answer<T> {
  to: () => Promise<T>;
  round: number;
  value?: T;
  problem?: Problem;
}

/** Reads something when shown, again when `load` changes, and by itself when the network is back. Give a stable `load`. */
export function useLoad<T>(load: () => Promise<T>): Loading<T> {
  const [round, setRound] = useState(0);
  const [last, setLast] = useState<Answer<T>>();

  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setLast({ to: load, round, value }),
      (error: unknown) =>
        current &&
        setLast((before) => ({ to: load, round, value: before?.to === load ? before.value : undefined, problem: problemOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [load, round]);

  const answer = last?.to === load ? last : undefined;
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const set = useCallback((value: T) => setLast((before) => ({ to: load, round: before?.round ?? 0, value })), [load]);

  const away = answer?.problem?.code === 'offline';
  useEffect(() => {
    if (!away) return;
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [away, reload]);

  return { value: answer?.value, problem: answer?.problem, busy: answer?.round !== round, reload, set };
}
