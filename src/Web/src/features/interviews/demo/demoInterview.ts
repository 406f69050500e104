import type { TFunction } from 'i18next';
import type { FeedbackRequest, Interview, Member, Phase } from '../../../api/interviews';

export const steps = ['welcome', 'planned', 'link', 'room', 'feedback', 'after'] as const;
export type Step = (typeof steps)[number];

export const stepOf = (text: string | null): Step => steps.find((step) => step === text) ?? 'welcome';

const minute = 60_000;
const at = (ms: number) => new Date(ms).toISOString();

const member = (id: string, name: string, isNoShow = false): Member => ({ id, name, email: null, hasAccount: true, hasConfirmed: true, confirmedAt: null, isNoShow, joinUrl: null });

/** A made-up peer interview that begins in five minutes, as its interviewer sees it. Nothing of it is on the server. */
export function demoInterview(t: TFunction, now: number): Interview {
  const start = now + 5 * minute;
  return {
    id: 'demo',
    state: 'confirmed',
    title: t('demo.interview.title'),
    description: t('demo.interview.description'),
    level: 'Middle',
    topic: t('demo.interview.topic'),
    language: 'Python',
    isPeer: true,
    organizerName: t('demo.interview.you'),
    interviewer: member('you', t('demo.interview.you')),
    candidate: member('other', t('demo.interview.other')),
    observers: [],
    start: null,
    durationMinutes: 60,
    timeZone: null,
    startsAt: at(start),
    endsAt: at(start + 60 * minute),
    serviceType: 'custom',
    link: null,
    roomCode: null,
    joinUrl: null,
    eventId: null,
    reminders: [],
    phase: null,
    phaseSince: null,
    startedAt: null,
    endedAt: null,
    rescheduledAt: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    rubric: [
      { id: 'problem_solving', title: 'Problem solving', max: 5 },
      { id: 'communication', title: 'Communication', max: 5 },
      { id: 'code_quality', title: 'Code quality', max: 5 },
    ],
    feedback: [],
    sheet: { question: t('demo.interview.question'), notes: null },
    you: { memberId: 'you', part: 'interviewer', hasConfirmed: true, hasGivenFeedback: false },
    mayManage: true,
    createdAt: at(now - 2 * 24 * 60 * minute),
    serverTime: at(now),
    version: 1,
  };
}

const changed = (i: Interview, more: Partial<Interview>): Interview => ({ ...i, ...more, version: i.version + 1 });

export const inPhase = (i: Interview, phase: Phase, now: number): Interview =>
  changed(i, { state: 'in_progress', phase, phaseSince: at(now), startedAt: i.startedAt ?? at(now), endedAt: null });

export const ended = (i: Interview, now: number): Interview =>
  i.state === 'ended' ? i : changed(i, { state: 'ended', phase: null, phaseSince: null, startedAt: i.startedAt ?? at(now), endedAt: at(now) });

/** The interview as a step finds it, wherever one came from. */
export function entered(step: Step, i: Interview, t: TFunction, now: number): Interview {
  switch (step) {
    case 'feedback':
      return ended(i, now);
    case 'after':
      return withTheirFeedback(ended(i, now), t, now);
    case 'room':
      return i.state === 'ended' ? demoInterview(t, now) : i;
    default:
      return i.state === 'confirmed' ? i : demoInterview(t, now);
  }
}

export const withOwnFeedback = (i: Interview, { scores, sharesScores, sharedText, privateText }: FeedbackRequest, now: number): Interview =>
  changed(i, {
    you: { ...i.you!, hasGivenFeedback: true },
    feedback: [
      ...i.feedback.filter((each) => each.memberId !== 'you'),
      { memberId: 'you', scores: scores ?? {}, sharesScores: sharesScores ?? true, sharedText: sharedText ?? null, privateText: privateText ?? null, at: at(now) },
    ],
  });

/** What the other one says of you. */
const withTheirFeedback = (i: Interview, t: TFunction, now: number): Interview =>
  i.feedback.some((each) => each.memberId === 'other')
    ? i
    : changed(i, {
        feedback: [...i.feedback, { memberId: 'other', scores: { problem_solving: 4, communication: 5, code_quality: 4 }, sharesScores: true, sharedText: t('demo.interview.feedback'), privateText: null, at: at(now) }],
      });
