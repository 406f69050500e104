import type { Interview, Phase } from '../../api/interviews';

export const phasesOf = ({ isPeer }: Pick<Interview, 'isPeer'>): Phase[] =>
  isPeer ? ['introduction', 'first_round', 'second_round', 'feedback'] : ['introduction', 'first_round', 'feedback'];

/** The word for a phase: a round that has no second one is not called the first. */
export const phaseWord = (phase: Phase, { isPeer }: Pick<Interview, 'isPeer'>) => (phase === 'first_round' && !isPeer ? 'only_round' : phase);

/** What comes after the present phase; before the interview has begun, the first one. */
export function nextPhase(interview: Pick<Interview, 'isPeer' | 'phase'>): Phase | undefined {
  const phases = phasesOf(interview);
  return interview.phase ? phases[phases.indexOf(interview.phase) + 1] : phases[0];
}

/** In the second round of a peer interview the candidate asks. */
export const askerOf = ({ phase, interviewer, candidate }: Interview) => (phase === 'second_round' ? candidate : interviewer);

/** Whether the present person asks in this interview, in one of its rounds. */
export const mayAsk = ({ you, isPeer }: Interview) => you?.part === 'interviewer' || (isPeer && you?.part === 'candidate');

/** Whether it is time for the present person to say what he thinks of the other. */
export const feedbackDue = ({ you, phase, state }: Interview) => !!you && you.part !== 'observer' && !you.hasGivenFeedback && (phase === 'feedback' || state === 'ended');

export interface Clock {
  /** Since the phase began, milliseconds. */
  inPhaseMs: number;
  /** Until the time that was agreed is up; below zero when it is over. */
  leftMs: number | undefined;
}

/** @param serverNow Milliseconds on the server's clock, the same for everyone. */
export const clockOf = ({ phaseSince, endsAt }: Pick<Interview, 'phaseSince' | 'endsAt'>, serverNow: number): Clock => ({
  // The clocks of two machines never agree to the millisecond
  inPhaseMs: phaseSince ? Math.max(0, serverNow - Date.parse(phaseSince)) : 0,
  leftMs: endsAt ? Date.parse(endsAt) - serverNow : undefined,
});

/** 1:05:09, or 5:09 below an hour. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
