import type { Interview } from '../../api/interviews';
import { phaseWord } from './phases';

export type Happening =
  | { what: 'asked'; at: string; who: string }
  | { what: 'begun'; at: string }
  | { what: 'phase'; at: string; phase: ReturnType<typeof phaseWord> }
  | { what: 'ended'; at: string }
  | { what: 'feedback'; at: string; who: string }
  | { what: 'noShow'; at: string | null; who: string }
  | { what: 'confirmed'; at: string; who: string }
  | { what: 'moved'; at: string }
  | { what: 'cancelled'; at: string | null; who: string; reason: string };

/** What is known to have happened, in its order. */
export function timelineOf(i: Interview): Happening[] {
  const members = [i.interviewer, i.candidate, ...i.observers];
  const found: Happening[] = [{ what: 'asked', at: i.createdAt, who: i.organizerName }];
  if (i.rescheduledAt) found.push({ what: 'moved', at: i.rescheduledAt });
  for (const { name, confirmedAt } of members) if (confirmedAt) found.push({ what: 'confirmed', at: confirmedAt, who: name });
  if (i.startedAt) found.push({ what: 'begun', at: i.startedAt });
  if (i.phase && i.phaseSince && i.phaseSince !== i.startedAt) found.push({ what: 'phase', at: i.phaseSince, phase: phaseWord(i.phase, i) });
  if (i.endedAt && i.state === 'ended') found.push({ what: 'ended', at: i.endedAt });
  for (const { name, isNoShow } of members) if (isNoShow) found.push({ what: 'noShow', at: i.endedAt, who: name });
  for (const { at, memberId } of i.feedback) found.push({ what: 'feedback', at, who: members.find((each) => each.id === memberId)?.name ?? '' });
  if (i.state === 'cancelled') found.push({ what: 'cancelled', at: i.cancelledAt, who: i.cancelledBy ?? '', reason: i.cancelReason ?? '' });
  return found.toSorted((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''));
}
