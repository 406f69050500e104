import type { Interview, Member } from '../../api/interviews';

const hour = 3_600_000;

export const member = (id: string, name: string, more: Partial<Member> = {}): Member => ({
  id,
  name,
  email: `${name.toLowerCase()}@example.org`,
  hasAccount: true,
  hasConfirmed: false,
  confirmedAt: null,
  isNoShow: false,
  joinUrl: `https://meet.example.org/join/${id}`,
  ...more,
});

/** One that begins so many hours from now, as its interviewer sees it who did not ask for it. */
export function interviewIn(hours: number, more: Partial<Interview> = {}): Interview {
  const start = Date.now() + hours * hour;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id: 'i1',
    state: 'scheduled',
    title: 'Algorithms',
    description: null,
    level: 'Senior',
    topic: null,
    language: null,
    isPeer: false,
    organizerName: 'Olga',
    interviewer: member('m1', 'Ada'),
    candidate: member('m2', 'Bob'),
    observers: [],
    start: '2026-11-24T09:00:00',
    durationMinutes: 60,
    timeZone: 'Europe/Berlin',
    startsAt: at(start),
    endsAt: at(start + hour),
    serviceType: 'custom',
    link: null,
    roomCode: 'abc-defg-hij',
    joinUrl: 'https://meet.example.org/join/m1',
    eventId: 'e1',
    reminders: [10],
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
      { id: 'own', title: 'Style', max: 3 },
    ],
    feedback: [],
    sheet: null,
    you: { memberId: 'm1', part: 'interviewer', hasConfirmed: false, hasGivenFeedback: false },
    mayManage: true,
    createdAt: at(start - 100 * hour),
    serverTime: at(Date.now()),
    version: 3,
    ...more,
  };
}
