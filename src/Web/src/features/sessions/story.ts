import type { Minute, Moment } from '../../api/sessions';

/** What a person's time in a call came to, sentence by sentence. */
export type Sentence =
  | { kind: 'happened'; at: string; moment: Moment; browser: string | undefined }
  | { kind: 'path'; at: string; relayed: boolean }
  | { kind: 'measured'; at: string; until: string; grade: string; seconds: number; loss: number | null; roundTrip: number | null; frames: number | null }
  | { kind: 'trouble'; at: string; trouble: Minute['troubles'][number] };

export const verdicts = ['noWay', 'silent', 'loss', 'delay', 'picture', 'signalling', 'device', 'fine', 'nothing'] as const;
export type Verdict = (typeof verdicts)[number];

/** In time order; minutes of one grade that follow one another are one sentence. */
export function storyOf(items: readonly Moment[]): Sentence[] {
  const story: Sentence[] = [];
  let relayed: boolean | null = null;
  items.forEach((moment, index) => {
    const { minute, at } = moment;
    if (!minute) {
      const browser = moment.what === 'joined' ? items.slice(index).find((later) => later.minute)?.minute?.browser : undefined;
      story.push({ kind: 'happened', at, moment, browser });
      return;
    }
    const from = new Date(Date.parse(at) - minute.seconds * 1_000).toISOString();
    if (minute.relayed !== null && minute.relayed !== relayed) {
      relayed = minute.relayed;
      story.push({ kind: 'path', at: from, relayed });
    }
    for (const trouble of minute.troubles) story.push({ kind: 'trouble', at: trouble.at, trouble });
    // Troubles of devices alone are no measurement
    if (minute.lossPercent === null && minute.roundTripMs === null && minute.receiveKbps === null) return;
    story.push({ kind: 'measured', at: from, until: at, grade: minute.grade, seconds: minute.seconds, loss: minute.lossPercent, roundTrip: minute.roundTripMs, frames: minute.framesPerSecond });
  });
  return together(story.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)));
}

function together(story: Sentence[]): Sentence[] {
  const told: Sentence[] = [];
  for (const next of story) {
    const last = told.at(-1);
    if (last?.kind !== 'measured' || next.kind !== 'measured' || last.grade !== next.grade) {
      told.push(next);
      continue;
    }
    const worst = (a: number | null, b: number | null, pick: typeof Math.max) => (a === null || b === null ? (a ?? b) : pick(a, b));
    told[told.length - 1] = {
      ...last,
      until: next.until,
      seconds: last.seconds + next.seconds,
      loss: worst(last.loss, next.loss, Math.max),
      roundTrip: worst(last.roundTrip, next.roundTrip, Math.max),
      frames: worst(last.frames, next.frames, Math.min),
    };
  }
  return told;
}

/** The likeliest reason for what was bad; the thresholds are those of the grade. */
export function verdictOf(items: readonly Moment[]): Verdict {
  const minutes = items.flatMap(({ minute }) => minute ?? []);
  const has = (...kinds: string[]) => minutes.some(({ troubles }) => troubles.some(({ kind }) => kinds.includes(kind)));
  if (minutes.length === 0) return 'nothing';
  if (has('ice_failed') && minutes.every(({ roundTripMs }) => roundTripMs === null)) return 'noWay';
  const bad = minutes.filter(({ grade }) => grade !== 'good');
  if (bad.some(({ lossPercent }) => (lossPercent ?? 0) >= 5)) return 'loss';
  if (bad.some(({ roundTripMs }) => (roundTripMs ?? 0) >= 300)) return 'delay';
  if (has('ice_failed', 'media_silent')) return 'silent';
  if (bad.length > 0) return 'picture';
  if (has('signalling_lost')) return 'signalling';
  return has('device_denied', 'device_not_found', 'device_in_use', 'device_lost', 'device_failed') ? 'device' : 'fine';
}
