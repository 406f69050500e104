import { describe, expect, it } from 'vitest';
import { monthlyChoices, movedDraft, newDraft, parseRule, positionOf, ruleOf } from './recurrence';
import { recurrenceText } from './recurrenceText';

const moscow = { start: '2026-11-24T09:00:00', timeZone: 'Europe/Moscow', allDay: false };

describe('a rule is read, said in both languages, and written back', () => {
  it.each([
    ['FREQ=DAILY', 'every day', 'каждый день'],
    ['FREQ=DAILY;INTERVAL=2', 'every second day', 'каждый второй день'],
    ['FREQ=DAILY;INTERVAL=3', 'every 3 days', 'раз в 3 дня'],
    ['FREQ=DAILY;INTERVAL=21', 'every 21 days', 'раз в 21 день'],
    ['FREQ=WEEKLY;BYDAY=TU', 'every Tuesday', 'каждый вторник'],
    ['FREQ=WEEKLY;BYDAY=WE', 'every Wednesday', 'каждую среду'],
    ['FREQ=WEEKLY;BYDAY=SU', 'every Sunday', 'каждое воскресенье'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every second Tuesday', 'каждый второй вторник'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every second Friday', 'каждую вторую пятницу'],
    ['FREQ=WEEKLY;BYDAY=TU,TH', 'every Tuesday and Thursday', 'по вторникам и четвергам'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 'every Monday, Wednesday and Friday', 'по понедельникам, средам и пятницам'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'every second week on Tuesday and Thursday', 'каждую вторую неделю по вторникам и четвергам'],
    ['FREQ=WEEKLY;INTERVAL=5;BYDAY=SA', 'every 5 weeks on Saturday', 'раз в 5 недель по субботам'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday, Monday to Friday', 'по будням, с понедельника по пятницу'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 'every day', 'каждый день'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 'every month on day 15', 'каждый месяц 15-го числа'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day', 'каждый месяц в последний день'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'every month on the second Tuesday', 'каждый месяц во второй вторник'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'every month on the last Friday', 'каждый месяц в последнюю пятницу'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU', 'every 3 months on the first Sunday', 'раз в 3 месяца в первое воскресенье'],
    ['FREQ=YEARLY', 'every year on 24 November', 'каждый год 24 ноября'],
    ['FREQ=YEARLY;INTERVAL=5', 'every 5 years on 24 November', 'раз в 5 лет 24 ноября'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=1', 'every Tuesday, once', 'каждый вторник, 1 раз'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=3', 'every Tuesday, 3 times', 'каждый вторник, 3 раза'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=10', 'every Tuesday, 10 times', 'каждый вторник, 10 раз'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270601T205900Z', 'every second Tuesday until 1 June 2027', 'каждый второй вторник по 1 июня 2027 г.'],
  ])('%s', (rule, english, russian) => {
    const draft = parseRule(rule, moscow)!;
    expect(recurrenceText(draft, moscow.start, 'en')).toBe(english);
    expect(recurrenceText(draft, moscow.start, 'ru')).toBe(russian);
    expect(ruleOf(draft, moscow)).toBe(rule);
  });
});

it.each([
  ['RRULE:FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=TU'],
  ['freq=weekly;byday=th,tu', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTHDAY=24'],
  ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=4', 'FREQ=MONTHLY;BYDAY=4TU'],
  ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24', 'FREQ=YEARLY'],
  ['FREQ=WEEKLY;WKST=SU;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TU'],
])('%s means the same as %s', (rule, same) => {
  expect(ruleOf(parseRule(rule, moscow)!, moscow)).toBe(same);
});

it.each([
  'FREQ=HOURLY',
  'FREQ=WEEKLY;INTERVAL=0',
  'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO',
  'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
  'FREQ=MONTHLY;BYDAY=5TU',
  'FREQ=MONTHLY;BYDAY=TU',
  'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
  'FREQ=YEARLY;BYDAY=4TH;BYMONTH=11',
  'FREQ=WEEKLY;BYHOUR=9',
  'FREQ=WEEKLY;UNTIL=soon',
  'COUNT=3',
])('%s says more than the editor can and is kept as it is', (rule) => {
  expect(parseRule(rule, moscow)).toBeUndefined();
});

it('the last day is meant whole: in the zone of the event, and as a date for whole days', () => {
  const draft = { ...newDraft(moscow.start), end: { ends: 'until', date: '2027-06-01' } as const };
  expect(ruleOf(draft, { ...moscow, timeZone: 'America/New_York' })).toContain('UNTIL=20270602T035900Z');
  expect(ruleOf(draft, { ...moscow, allDay: true })).toContain('UNTIL=20270601');
  expect(parseRule('FREQ=DAILY;UNTIL=20270602T035900Z', { ...moscow, timeZone: 'America/New_York' })?.end).toEqual({
    ends: 'until',
    date: '2027-06-01',
  });
});

it('a month offers what its day is', () => {
  expect(positionOf('2026-11-24T09:00:00')).toEqual({ position: 4, isLast: true });
  expect(monthlyChoices('2026-11-10T09:00:00')).toEqual([
    { on: 'day', day: 10 },
    { on: 'weekday', position: 2, weekday: 'TU' },
  ]);
  expect(monthlyChoices('2026-11-30T09:00:00').map((choice) => choice.on)).toEqual(['day', 'weekday', 'last_day']);
  expect(monthlyChoices('2026-11-24T09:00:00')).toHaveLength(3);
});

it('nextcloud/calendar#8957: another weekday of the start takes the rule along', () => {
  const weekly = newDraft('2026-11-24T09:00:00');
  expect(movedDraft(weekly, '2026-11-24', '2026-11-26').weekdays).toEqual(['TH']);
  const several = { ...weekly, weekdays: ['TU', 'TH'] as const };
  expect(movedDraft({ ...several, weekdays: ['TU', 'TH'] }, '2026-11-24', '2026-11-25').weekdays).toEqual(['TU', 'TH']);
  const second = { ...newDraft('2026-11-10', 'MONTHLY'), monthly: { on: 'weekday', position: 2, weekday: 'TU' } as const };
  expect(movedDraft(second, '2026-11-10', '2026-11-18').monthly).toEqual({ on: 'weekday', position: 3, weekday: 'WE' });
});
