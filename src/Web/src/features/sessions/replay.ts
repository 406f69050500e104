import type { Minute, Moment, Timeline } from '../../api/sessions';

/** Milliseconds since the session began. */
export interface Span {
  from: number;
  to: number;
}

export interface Lane {
  personId: string;
  name: string;
  stays: Span[];
  /** What was measured, in time order; where nothing was there is nothing. */
  minutes: (Span & { minute: Minute })[];
}

export interface Replay {
  begin: number;
  length: number;
  lanes: Lane[];
  /** What happened besides coming, going and being measured; and what went wrong. */
  moments: (Happening & { at: number })[];
}

export type Happening = Pick<Moment, 'what' | 'personId' | 'by' | 'word'> & { trouble?: Minute['troubles'][number] };

/** `now`: as far as a session goes that is not over. */
export function replayOf(session: Timeline, now: number): Replay {
  const begin = Date.parse(session.startedAt);
  const length = Math.max(1_000, (session.endedAt ? Date.parse(session.endedAt) : now) - begin);
  const since = (instant: string) => Math.min(length, Math.max(0, Date.parse(instant) - begin));
  const lanes = session.people.map(({ personId, displayName, stays }): Lane => ({
    personId,
    name: displayName,
    stays: stays.map(({ joinedAt, leftAt }) => ({ from: since(joinedAt), to: leftAt ? since(leftAt) : length })),
    minutes: session.items
      .filter((item) => item.personId === personId && item.minute)
      .map(({ at, minute }) => ({ from: Math.max(0, since(at) - minute!.seconds * 1_000), to: since(at), minute: minute! })),
  }));
  const moments = session.items.flatMap((item): Replay['moments'] =>
    item.minute
      ? item.minute.troubles.map((trouble) => ({ at: since(trouble.at), what: 'trouble', personId: item.personId, by: null, word: null, trouble }))
      : [{ ...item, at: since(item.at) }],
  );
  return { begin, length, lanes, moments: moments.toSorted((a, b) => a.at - b.at) };
}

const covers = (at: number) => (span: Span) => span.from <= at && at <= span.to;

/** Who was there at a moment, and what was measured of each in the minute around it. */
export const presentAt = ({ lanes }: Replay, at: number): { lane: Lane; minute: Minute | undefined }[] =>
  lanes.filter(({ stays }) => stays.some(covers(at))).map((lane) => ({ lane, minute: lane.minutes.find(covers(at))?.minute }));
