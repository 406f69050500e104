import { beforeAll, describe, expect, it } from 'vitest';
import type { TFunction } from 'i18next';
import { speak } from '../../app/speak.testing';
import { doable } from './doable';
import { checkFeedback, emptyFeedback, feedbackRequest, withScore } from './feedbackForm';
import { interviewIn, member } from './interview.testing';
import { checkInterview, checkService, emptyInterview, peopleRequest, scheduleRequest, serviceRequest, timeOf } from './interviewForm';
import { canJoin, partsOf, placeOf, sections } from './interviewList';
import { askerOf, clockOf, clockText, nextPhase } from './phases';
import { checkRubric, criterionText, rubricLimits, rubricRequest, usualRubric, withCriterion } from './rubric';
import { SendingKey } from './sendingKey';
import { timelineOf } from './timeline';
import { waitText } from './waitText';

let t: TFunction;
beforeAll(async () => {
  t = await speak('en');
});

describe('the list', () => {
  const soon = interviewIn(2, { id: 'soon' });
  const now = interviewIn(0, { id: 'now', state: 'in_progress' });
  const asked = interviewIn(0, { id: 'asked', state: 'requested', startsAt: null, endsAt: null });
  const long = interviewIn(-90, { id: 'long', state: 'no_show' });
  const ended = interviewIn(-3, { id: 'ended', state: 'ended' });
  const all = [long, asked, soon, ended, now];
  const ids = (found: ReturnType<typeof sections>) => found.map(([section, interviews]) => [section, interviews.map((each) => each.id)]);

  it('shows what comes next first, then what has no time, then what was, the last first', () => {
    expect(ids(sections(all, '', ''))).toEqual([['next', ['now', 'soon']], ['asked', ['asked']], ['past', ['ended', 'long']]]);
  });

  it('keeps to a state and to a part', () => {
    expect(ids(sections(all, 'ended', ''))).toEqual([['past', ['ended']]]);
    expect(sections(all, '', 'candidate')).toEqual([]);
  });

  it('knows what I am in it', () => {
    expect(partsOf(soon)).toEqual(['interviewer']);
    expect(partsOf({ ...soon, organizerName: 'Ada' })).toEqual(['interviewer', 'organizer']);
    expect(partsOf({ ...soon, you: null })).toEqual(['organizer']);
    expect(partsOf({ ...soon, you: { ...soon.you!, part: 'candidate' }, mayManage: false })).toEqual(['candidate']);
  });

  it('lets in from ten minutes before until it is over', () => {
    const start = Date.parse(soon.startsAt!);
    expect(canJoin(soon, start - 11 * 60_000)).toBe(false);
    expect(canJoin(soon, start - 10 * 60_000)).toBe(true);
    expect(canJoin({ ...soon, state: 'cancelled' }, start)).toBe(false);
    expect(canJoin(asked, Date.now())).toBe(false);
  });

  it('leads to the room, or to the link while it is held elsewhere', () => {
    expect(placeOf(soon)).toBe('/room/abc-defg-hij');
    expect(placeOf({ ...soon, serviceType: 'google_meet', link: 'https://meet.google.com/abc-defg-hij' })).toBe('https://meet.google.com/abc-defg-hij');
    expect(placeOf(asked)).toBe('/room/abc-defg-hij');
    expect(placeOf({ ...asked, serviceType: null, roomCode: null })).toBeUndefined();
  });
});

describe('the form', () => {
  const first = emptyInterview(Date.now(), 'Europe/Berlin');
  const whole = { ...first, title: ' Algorithms ', 'interviewer.email': 'ada@example.org', 'candidate.email': 'bob@example.org' };

  it('begins tomorrow at a full hour', () => {
    expect(emptyInterview(Date.parse('2026-11-23T10:20:00Z'), 'Europe/Berlin')).toMatchObject({ date: '2026-11-24', start: '12:00', timeZone: 'Europe/Berlin', durationMinutes: 60 });
  });

  it('asks for what is missing', () => {
    expect(Object.keys(checkInterview(first, t))).toEqual(['title', 'interviewer.email', 'candidate.email']);
    expect(checkInterview(whole, t)).toEqual({});
  });

  it('says who is in it twice', () => {
    expect(checkInterview({ ...whole, 'candidate.email': 'ADA@example.org' }, t)).toHaveProperty('candidate.email');
    expect(checkInterview({ ...whole, observers: ['bob@example.org'] }, t)).toHaveProperty('observers');
    expect(checkInterview({ ...whole, observers: ['nobody'] }, t).observers).toContain('nobody');
  });

  it('wants a time that is not past, unless it is agreed later', () => {
    const past = { ...whole, date: '2020-01-01' };
    expect(checkInterview(past, t)).toHaveProperty('start');
    expect(checkInterview({ ...past, later: true }, t)).toEqual({});
    expect(checkInterview({ ...whole, durationMinutes: 4 }, t)).toHaveProperty('durationMinutes');
    expect(scheduleRequest({ ...past, later: true })).not.toHaveProperty('start');
  });

  it('wants the link of another service', () => {
    expect(checkService({ serviceType: 'google_meet', link: 'https://example.org' }, t)).toHaveProperty('link');
    expect(checkService({ serviceType: 'google_meet', link: 'https://meet.google.com/abc-defg-hij' }, t)).toEqual({});
    expect(checkService({ serviceType: 'google_meet', link: ' ' }, t)).toEqual({});
    expect(serviceRequest({ serviceType: 'google_meet', link: ' ' })).toEqual({ serviceType: 'google_meet', link: null });
    expect(checkService({ serviceType: 'other_link', link: '' }, t)).toHaveProperty('link');
    expect(checkService({ serviceType: 'other_link', link: 'http://example.org' }, t)).toHaveProperty('link');
    expect(checkService({ serviceType: 'custom', link: 'nonsense' }, t)).toEqual({});
  });

  it('sends what was filled in', () => {
    expect(scheduleRequest({ ...whole, date: '2026-11-24', start: '09:30' })).toMatchObject({
      title: 'Algorithms', level: null, start: '2026-11-24T09:30:00', durationMinutes: 60, timeZone: 'Europe/Berlin', serviceType: 'custom', link: null,
      interviewer: { email: 'ada@example.org', name: null },
    });
  });

  it('sends reminders with a time only, the nearest first', () => {
    expect(scheduleRequest(whole)).toMatchObject({ reminders: [10, 1440] });
    expect(scheduleRequest({ ...whole, reminders: [60, 0] })).toMatchObject({ reminders: [0, 60] });
    expect(scheduleRequest({ ...whole, reminders: [] })).toMatchObject({ reminders: [] });
    expect(scheduleRequest({ ...whole, later: true })).not.toHaveProperty('reminders');
  });

  it('keeps the names of observers who stay', () => {
    const { observers } = peopleRequest({ ...whole, observers: ['olga@example.org', 'new@example.org'] }, [member('m3', 'Olga')]);
    expect(observers).toEqual([{ email: 'olga@example.org', name: 'Olga' }, { email: 'new@example.org', name: null }]);
  });

  it('proposes the time that it has, and for one that is past a day that comes', () => {
    const now = Date.now();
    expect(timeOf(interviewIn(2), now, 'UTC')).toMatchObject({ date: '2026-11-24', start: '09:00', timeZone: 'Europe/Berlin' });
    const { date, timeZone } = emptyInterview(now, 'Europe/Berlin');
    expect(timeOf(interviewIn(-48), now, 'UTC')).toMatchObject({ date, start: '09:00', timeZone });
  });
});

describe('the rubric', () => {
  const own = (...criteria: [string, string, number | string][]) => ({ ownRubric: true, rubric: criteria.map(([id, title, max]) => ({ id, title, max })) });

  it('is the server’s unless there is one of one’s own', () => {
    expect(rubricRequest({ ownRubric: false, rubric: [] })).toEqual({});
    expect(rubricRequest(own(['a', ' Speed ', '3']))).toEqual({ rubric: [{ id: 'a', title: 'Speed', max: 3 }] });
    expect(rubricRequest(own())).toEqual({ rubric: [] });
  });

  it('gives each new criterion an id that none has', () => {
    const two = withCriterion(withCriterion([]));
    expect(two.map(({ id }) => id)).toEqual(['criterion_1', 'criterion_2']);
    expect(withCriterion(two.slice(1)).map(({ id }) => id)).toEqual(['criterion_2', 'criterion_1']);
  });

  it('says which criterion cannot be sent, and minds only those that are shown', () => {
    const wrong = own(['a', '', 5], ['b', 'Speed', 1], ['c', ' speed ', 10], ['d', 'Calm', '']);
    expect(Object.keys(checkRubric(wrong, t))).toEqual(['rubric[0].title', 'rubric[1].max', 'rubric[2].title', 'rubric[3].max']);
    expect(checkRubric({ ...wrong, ownRubric: false }, t)).toEqual({});
    expect(checkRubric({ ownRubric: true, rubric: [...usualRubric] }, t)).toEqual({});
    expect(checkRubric(own(['a', 'Speed', rubricLimits.max[1] + 1]), t)).toHaveProperty('rubric[0].max');
  });
});

describe('the key of a form', () => {
  it('is the same for the same content, and another one after a refusal', () => {
    const key = new SendingKey();
    const one = key.for({ title: 'a' });
    expect(key.for({ title: 'a' })).toBe(one);
    const other = key.for({ title: 'b' });
    expect(other).not.toBe(one);
    key.refused();
    expect(key.for({ title: 'b' })).not.toBe(other);
  });
});

describe('phases', () => {
  it('follow one another, with a second round in peer interviews only', () => {
    expect(nextPhase({ isPeer: false, phase: null })).toBe('introduction');
    expect(nextPhase({ isPeer: false, phase: 'first_round' })).toBe('feedback');
    expect(nextPhase({ isPeer: true, phase: 'first_round' })).toBe('second_round');
    expect(nextPhase({ isPeer: true, phase: 'feedback' })).toBeUndefined();
    expect(askerOf(interviewIn(0, { phase: 'second_round' })).name).toBe('Bob');
  });

  it('are timed by the server’s clock', () => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(clockOf({ phaseSince: '2026-11-23T09:55:00Z', endsAt: '2026-11-23T10:30:00Z' }, now)).toEqual({ inPhaseMs: 300_000, leftMs: 1_800_000 });
    expect(clockOf({ phaseSince: '2026-11-23T10:00:01Z', endsAt: '2026-11-23T09:59:00Z' }, now)).toEqual({ inPhaseMs: 0, leftMs: -60_000 });
    expect([clockText(309_000), clockText(3_909_000), clockText(-61_000)]).toEqual(['5:09', '1:05:09', '1:01']);
  });
});

describe('what may be done', () => {
  const now = Date.now();
  it('depends on the state and on who asks', () => {
    expect(doable(interviewIn(2), now)).toEqual(['details', 'time', 'people', 'service', 'cancel']);
    expect(doable(interviewIn(-0.1), now)).toEqual(['details', 'time', 'people', 'service', 'end', 'noShow', 'cancel']);
    expect(doable(interviewIn(-0.1, { state: 'in_progress' }), now)).toEqual(['details', 'service', 'noShow', 'cancel']);
    expect(doable(interviewIn(2, { state: 'cancelled' }), now)).toEqual(['reopen']);
    const candidate = interviewIn(2, { mayManage: false, you: { memberId: 'm2', part: 'candidate', hasConfirmed: false, hasGivenFeedback: false } });
    expect(doable(candidate, now)).toEqual(['cancel']);
    expect(doable({ ...candidate, state: 'ended' }, now)).toEqual([]);
  });
});

describe('feedback', () => {
  it('says something, and leaves out what was not judged', () => {
    expect(checkFeedback(emptyFeedback, t)).toHaveProperty('sharedText');
    expect(checkFeedback({ ...emptyFeedback, scores: { a: 1 } }, t)).toEqual({});
    expect(withScore({ a: 1, b: 2 }, 'a', 0)).toEqual({ b: 2 });
    expect(withScore({ a: 1 }, 'a', 3)).toEqual({ a: 3 });
    expect(feedbackRequest({ ...emptyFeedback, sharedText: ' Good ' })).toEqual({ scores: {}, sharesScores: true, sharedText: 'Good', privateText: null });
  });

  it('names the usual criteria in the language of the page, and others as they are', async () => {
    const russian = await speak('ru');
    expect(criterionText(russian, { id: 'problem_solving', title: 'Problem solving', max: 5 })).toBe('Решение задач');
    expect(criterionText(russian, { id: 'problem_solving', title: 'Solving', max: 5 })).toBe('Solving');
    await speak('en');
  });
});

it('tells what happened in its order', () => {
  const at = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`;
  const feedback = [{ memberId: 'm2', scores: null, sharesScores: true, sharedText: null, privateText: null, at: at(50) }];
  const story = timelineOf(interviewIn(-1, { state: 'ended', createdAt: at(0), startedAt: at(10), endedAt: at(40), feedback }));
  expect(story.map((each) => each.what)).toEqual(['asked', 'begun', 'ended', 'feedback']);
  const planned = interviewIn(1);
  const cancelled = timelineOf({
    ...planned, state: 'cancelled', createdAt: at(0), rescheduledAt: at(5), candidate: { ...planned.candidate, name: 'Bob', confirmedAt: at(7) },
    cancelledAt: at(9), cancelledBy: 'Ada', cancelReason: 'ill',
  });
  expect(cancelled.slice(1)).toEqual([
    { what: 'moved', at: at(5) }, { what: 'confirmed', at: at(7), who: 'Bob' }, { what: 'cancelled', at: at(9), who: 'Ada', reason: 'ill' },
  ]);
});

it('says how long to wait in two units', () => {
  expect(waitText(899_000, 'en')).toBe('14 minutes 59 seconds');
  expect(waitText((2 * 24 + 3) * 3_600_000, 'en')).toBe('2 days 3 hours');
  expect(waitText(1, 'ru')).toBe('1 секунда');
});
