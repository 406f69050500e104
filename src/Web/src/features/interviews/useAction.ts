import { useState } from 'react';
import type { Interview } from '../../api/interviews';
import { type Problem, problemOf } from '../../api/problem';

/** A command of one button: what it makes of the interview, or why not. */
export function useAction(onDone: (interview: Interview) => void) {
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  async function run(name: string, command: () => Promise<Interview>) {
    if (busy) return;
    setBusy(name);
    setProblem(undefined);
    try {
      onDone(await command());
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  }
  return { busy, problem, run };
}
