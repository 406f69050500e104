import type { Interview, InterviewState } from '../../api/interviews';

export type MyPart = 'interviewer' | 'candidate' | 'observer' | 'organizer';
export type Section = 'next' | 'asked' | 'past';

export const states: readonly InterviewState[] = ['requested', 'scheduled', 'confirmed', 'in_progress', 'ended', 'no_show', 'cancelled'];
export const myParts: readonly MyPart[] = ['interviewer', 'candidate', 'organizer', 'observer'];

const joinFromMs = 10 * 60_000;

export const isOver = ({ state }: Interview) => state === 'ended' || state === 'no_show' || state === 'cancelled';

/** What the present person is in it; who asked for it may interview, too. */
export function partsOf({ you, mayManage, organizerName, interviewer }: Interview): MyPart[] {
  const parts: MyPart[] = you ? [you.part] : [];
  // An interviewer manages as well: whether he asked for it himself only the name tells
  if (mayManage && (you?.part !== 'interviewer' || organizerName === interviewer.name)) parts.push('organizer');
  return parts;
}

export function sectionOf(interview: Interview): Section {
  if (isOver(interview)) return 'past';
  return interview.state === 'requested' ? 'asked' : 'next';
}

const startOf = ({ startsAt, createdAt }: Interview) => Date.parse(startsAt ?? createdAt);

/** What comes next first, then what has no time yet, then what was, the last first. */
export function sections(all: readonly Interview[], state: InterviewState | '', part: MyPart | ''): [Section, Interview[]][] {
  const shown = all.filter((each) => (state === '' || each.state === state) && (part === '' || partsOf(each).includes(part)));
  const of = (section: Section) => shown.filter((each) => sectionOf(each) === section);
  const found: [Section, Interview[]][] = [
    ['next', of('next').toSorted((a, b) => startOf(a) - startOf(b))],
    ['asked', of('asked').toSorted((a, b) => startOf(b) - startOf(a))],
    ['past', of('past').toSorted((a, b) => startOf(b) - startOf(a))],
  ];
  return found.filter(([, interviews]) => interviews.length > 0);
}

/** Where it is held: a path of this site, or an address elsewhere. */
export const placeOf = ({ serviceType, roomCode, link }: Interview): string | undefined =>
  (serviceType === 'custom' ? roomCode && `/room/${roomCode}` : link) || undefined;

/** From ten minutes before until it is over, for those who take part. */
export const canJoin = (interview: Interview, now: number) =>
  sectionOf(interview) === 'next' && !!interview.startsAt && now >= Date.parse(interview.startsAt) - joinFromMs;
