import { instantOf, wallClockOf } from './zonedTime';
import { dateOf, daysInMonth, monthDayOf, weekdayOf } from './wallTime';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];
export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];
/** 1…4 from the beginning of the month, -1 the last. */
export type Position = 1 | 2 | 3 | 4 | -1;
const positions: readonly Position[] = [1, 2, 3, 4, -1];

/** On which day of its month a monthly series falls. */
export type MonthlyDay = { on: 'day'; day: number } | { on: 'weekday'; position: Position; weekday: Weekday } | { on: 'last_day' };

export type SeriesEnd = { ends: 'never' } | { ends: 'until'; date: string } | { ends: 'count'; count: number };

/** A rule as a person edits it. Rules that say more (RFC 5545 knows many) cannot be drafted and are kept as they are. */
export interface RecurrenceDraft {
  frequency: Frequency;
  interval: number;
  /** For WEEKLY, in the order of the week; never empty. */
  weekdays: Weekday[];
  /** For MONTHLY. */
  monthly: MonthlyDay;
  end: SeriesEnd;
}

/** When the series begins: its first occurrence decides the days that the rule does not name. */
export interface SeriesStart {
  start: string;
  timeZone: string;
  allDay: boolean;
}

export const weekdayCode = (local: string): Weekday => weekdays[weekdayOf(local)]!;

/** The nth of its weekday in the month, and whether it is the last one. */
export function positionOf(local: string): { position: number; isLast: boolean } {
  const day = monthDayOf(local);
  return { position: Math.ceil(day / 7), isLast: day + 7 > daysInMonth(local) };
}

/** The ways in which a monthly series can go on from this start. */
export function monthlyChoices(local: string): MonthlyDay[] {
  const weekday = weekdayCode(local);
  const { position, isLast } = positionOf(local);
  const choices: MonthlyDay[] = [{ on: 'day', day: monthDayOf(local) }];
  if (position <= 4) choices.push({ on: 'weekday', position: position as Position, weekday });
  if (isLast) choices.push({ on: 'weekday', position: -1, weekday });
  if (monthDayOf(local) === daysInMonth(local)) choices.push({ on: 'last_day' });
  return choices;
}

export const sameMonthly = (a: MonthlyDay, b: MonthlyDay) =>
  a.on === b.on &&
  (a.on !== 'day' || a.day === (b as typeof a).day) &&
  (a.on !== 'weekday' || (a.position === (b as typeof a).position && a.weekday === (b as typeof a).weekday));

export const newDraft = (local: string, frequency: Frequency = 'WEEKLY'): RecurrenceDraft => ({
  frequency,
  interval: 1,
  weekdays: [weekdayCode(local)],
  monthly: { on: 'day', day: monthDayOf(local) },
  end: { ends: 'never' },
});

/** The draft when its start moves to another day: what was said of the old day is said of the new one. */
export function movedDraft(draft: RecurrenceDraft, from: string, to: string): RecurrenceDraft {
  const old = weekdayCode(from);
  const single = draft.weekdays.length === 1 && draft.weekdays[0] === old;
  const at = monthlyChoices(from).findIndex((choice) => sameMonthly(choice, draft.monthly));
  const kind = at < 0 ? undefined : monthlyChoices(from)[at];
  const monthly =
    kind && (monthlyChoices(to).find((choice) => choice.on === kind.on && isLastKind(choice) === isLastKind(kind)) ?? monthlyChoices(to)[0]!);
  return { ...draft, weekdays: single ? [weekdayCode(to)] : draft.weekdays, monthly: monthly ?? draft.monthly };
}

const isLastKind = (choice: MonthlyDay) => choice.on === 'weekday' && choice.position === -1;

const sorted = (days: readonly Weekday[]) => weekdays.filter((day) => days.includes(day));

/** The rule in RFC 5545's words. */
export function ruleOf(draft: RecurrenceDraft, { timeZone, allDay }: SeriesStart): string {
  const parts = [`FREQ=${draft.frequency}`];
  if (draft.interval > 1) parts.push(`INTERVAL=${draft.interval}`);
  if (draft.frequency === 'WEEKLY') parts.push(`BYDAY=${sorted(draft.weekdays).join()}`);
  if (draft.frequency === 'MONTHLY') parts.push(monthlyPart(draft.monthly));
  if (draft.end.ends === 'count') parts.push(`COUNT=${draft.end.count}`);
  if (draft.end.ends === 'until') parts.push(`UNTIL=${untilOf(draft.end.date, timeZone, allDay)}`);
  return parts.join(';');
}

function monthlyPart(monthly: MonthlyDay) {
  if (monthly.on === 'weekday') return `BYDAY=${monthly.position}${monthly.weekday}`;
  return `BYMONTHDAY=${monthly.on === 'day' ? monthly.day : -1}`;
}

/** RFC 5545, 3.3.10: UNTIL is a date where the start is one, else an instant; the whole of that day is meant. */
const untilOf = (date: string, zone: string, allDay: boolean) =>
  allDay ? date.replaceAll('-', '') : instantOf(`${date}T23:59`, zone)!.replaceAll(/[-:]/g, '');

/** Reads a rule into a draft; undefined for a rule that says what the editor cannot. */
export function parseRule(rule: string, { start, timeZone }: SeriesStart): RecurrenceDraft | undefined {
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .filter(Boolean)
      .map((part) => part.toUpperCase().split('=', 2) as [string, string]),
  );
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  const named = take('FREQ');
  const frequency = frequencies.find((each) => each === named);
  const interval = whole(take('INTERVAL') ?? '1');
  const end = endOf(take('COUNT'), take('UNTIL'), timeZone);
  if (!frequency || !interval || !end) return undefined;
  const weekStart = take('WKST');
  // Only a series of every nth week asks where its weeks begin
  if (weekStart && weekStart !== 'MO' && frequency === 'WEEKLY' && interval > 1) return undefined;

  const draft: RecurrenceDraft = { ...newDraft(start, frequency), interval, end };
  const days = take('BYDAY');
  const monthDay = take('BYMONTHDAY');
  const place = take('BYSETPOS');
  const month = take('BYMONTH');
  if (parts.size > 0) return undefined;

  if (frequency === 'YEARLY') {
    const asStarted = (!month || Number(month) === Number(start.slice(5, 7))) && (!monthDay || Number(monthDay) === monthDayOf(start));
    return asStarted && !days && !place && !month === !monthDay ? draft : undefined;
  }
  if (month) return undefined;
  if (frequency === 'MONTHLY') {
    const monthly = days && !monthDay ? nthWeekday(days, place) : !days && !place ? dayOfMonth(monthDay, start) : undefined;
    return monthly && { ...draft, monthly };
  }
  if (monthDay || place) return undefined;
  const on = days?.split(',') as Weekday[] | undefined;
  if (!on) return draft;
  if (!on.every((day) => weekdays.includes(day))) return undefined;
  // Every day, but only on these: the same as every week on these
  if (frequency === 'DAILY') return interval === 1 ? { ...draft, frequency: 'WEEKLY', weekdays: sorted(on) } : undefined;
  return { ...draft, weekdays: sorted(on) };
}

function nthWeekday(days: string, place: string | undefined): MonthlyDay | undefined {
  const match = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(days);
  const position = Number(match?.[1] ?? place);
  if (!match || (match[1] && place) || !positions.includes(position as Position)) return undefined;
  return { on: 'weekday', position: position as Position, weekday: match[2] as Weekday };
}

function dayOfMonth(monthDay: string | undefined, start: string): MonthlyDay | undefined {
  if (monthDay === '-1') return { on: 'last_day' };
  const day = monthDay === undefined ? monthDayOf(start) : whole(monthDay);
  return day && day <= 31 ? { on: 'day', day } : undefined;
}

function endOf(count: string | undefined, until: string | undefined, zone: string): SeriesEnd | undefined {
  if (count) {
    const times = whole(count);
    return times ? { ends: 'count', count: times } : undefined;
  }
  if (!until) return { ends: 'never' };
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(until);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  return { ends: 'until', date: utc ? dateOf(wallClockOf(`${date}T${hour}:${minute}:${second}Z`, zone)) : date };
}

const whole = (text: string) => (/^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : undefined);
