import type { TFunction } from 'i18next';
import type { Frequency, MonthlyDay, Position, RecurrenceDraft, Weekday } from './recurrence';
import { parseRule, weekdays } from './recurrence';
import { clockOf } from './wallTime';

type Gender = 'he' | 'she' | 'it';

/** What a language needs to say how a series repeats. */
interface Grammar {
  locale: string;
  /** Without naming days: every day, every second year. */
  every(frequency: Frequency, interval: number): string;
  weekly(days: readonly Weekday[], interval: number): string;
  onMonthDay(day: number): string;
  onLastDay: string;
  onNth(position: Position, weekday: Weekday): string;
  onYearDay(dayAndMonth: string): string;
  until(date: string): string;
  times(count: number): string;
}

const isWorkWeek = (days: readonly Weekday[]) => days.join() === weekdays.slice(0, 5).join();
const listed = (locale: string, words: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);

const englishDay: Record<Weekday, string> = {
  MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday',
};
const englishUnit: Record<Frequency, string> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };

const english: Grammar = {
  locale: 'en-GB',
  every: (frequency, interval) => `every ${englishInterval(interval, englishUnit[frequency])}`,
  weekly: (days, interval) => {
    const names = listed('en-GB', days.map((day) => englishDay[day]));
    if (interval === 1) return isWorkWeek(days) ? 'every weekday, Monday to Friday' : `every ${names}`;
    if (interval === 2 && days.length === 1) return `every second ${names}`;
    return `every ${englishInterval(interval, 'week')} on ${isWorkWeek(days) ? 'weekdays, Monday to Friday' : names}`;
  },
  onMonthDay: (day) => `on day ${day}`,
  onLastDay: 'on the last day',
  onNth: (position, weekday) =>
    `on the ${{ 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' }[position]} ${englishDay[weekday]}`,
  onYearDay: (dayAndMonth) => `on ${dayAndMonth}`,
  until: (date) => `until ${date}`,
  times: (count) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`),
};

const englishInterval = (interval: number, unit: string) =>
  interval === 1 ? unit : interval === 2 ? `second ${unit}` : `${interval} ${unit}s`;

/** Each day in the accusative, in the dative plural («по вторникам»), and its gender. */
const russianDay: Record<Weekday, [accusative: string, dative: string, gender: Gender]> = {
  MO: ['понедельник', 'понедельникам', 'he'],
  TU: ['вторник', 'вторникам', 'he'],
  WE: ['среду', 'средам', 'she'],
  TH: ['четверг', 'четвергам', 'he'],
  FR: ['пятницу', 'пятницам', 'she'],
  SA: ['субботу', 'субботам', 'she'],
  SU: ['воскресенье', 'воскресеньям', 'it'],
};
const every: Record<Gender, string> = { he: 'каждый', she: 'каждую', it: 'каждое' };
const russianNth: Record<Position, Record<Gender, string>> = {
  1: { he: 'в первый', she: 'в первую', it: 'в первое' },
  2: { he: 'во второй', she: 'во вторую', it: 'во второе' },
  3: { he: 'в третий', she: 'в третью', it: 'в третье' },
  4: { he: 'в четвёртый', she: 'в четвёртую', it: 'в четвёртое' },
  [-1]: { he: 'в последний', she: 'в последнюю', it: 'в последнее' },
};
const second: Record<Gender, string> = { he: 'второй', she: 'вторую', it: 'второе' };
/** One, two to four, five and more, as after a number. */
const russianUnit: Record<Frequency, [one: string, few: string, many: string, gender: Gender]> = {
  DAILY: ['день', 'дня', 'дней', 'he'],
  WEEKLY: ['неделю', 'недели', 'недель', 'she'],
  MONTHLY: ['месяц', 'месяца', 'месяцев', 'he'],
  YEARLY: ['год', 'года', 'лет', 'he'],
};
const russianPlural = new Intl.PluralRules('ru');
const counted = (count: number, [one, few, many]: readonly [string, string, string, ...string[]]) =>
  `${count} ${{ one, few }[russianPlural.select(count) as string] ?? many}`;

const russian: Grammar = {
  locale: 'ru',
  every: (frequency, interval) => {
    const unit = russianUnit[frequency];
    if (interval === 1) return `${every[unit[3]]} ${unit[0]}`;
    if (interval === 2) return `${every[unit[3]]} ${second[unit[3]]} ${unit[0]}`;
    return `раз в ${counted(interval, unit)}`;
  },
  weekly: (days, interval) => {
    const [first] = days;
    if (first && days.length === 1 && interval <= 2) {
      const [name, , gender] = russianDay[first];
      return [every[gender], interval === 2 && second[gender], name].filter(Boolean).join(' ');
    }
    const names = isWorkWeek(days) ? 'по будням, с понедельника по пятницу' : `по ${listed('ru', days.map((day) => russianDay[day][1]))}`;
    return interval === 1 ? names : `${russian.every('WEEKLY', interval)} ${names}`;
  },
  onMonthDay: (day) => `${day}-го числа`,
  onLastDay: 'в последний день',
  onNth: (position, weekday) => {
    const [name, , gender] = russianDay[weekday];
    return `${russianNth[position][gender]} ${name}`;
  },
  onYearDay: (dayAndMonth) => dayAndMonth,
  until: (date) => `по ${date}`,
  times: (count) => counted(count, ['раз', 'раза', 'раз']),
};

/** How an event repeats, as a sentence of its own; the rule itself where it is beyond words, and that it does where there is none. */
export function repetitionText(t: TFunction, language: string, rule: string | null | undefined, event: { startLocal: string; timeZone: string; allDay: boolean }): string {
  if (!rule) return t('calendar.repeats');
  const { startLocal: start, timeZone, allDay } = event;
  const draft = parseRule(rule, { start, timeZone, allDay });
  return draft ? t('calendar.repeat.sentence', { text: recurrenceText(draft, start, language) }) : t('calendar.event.specialRule', { rule });
}

/** How a series repeats, in words without a capital letter: every second Tuesday until 1 June 2027. */
export function recurrenceText(draft: RecurrenceDraft, start: string, language: string): string {
  const grammar = language.startsWith('ru') ? russian : english;
  const { end } = draft;
  const text = [beat(draft, start, grammar)];
  if (end.ends === 'until') text.push(grammar.until(longDate(end.date, grammar.locale)));
  const sentence = text.join(' ');
  return end.ends === 'count' ? `${sentence}, ${grammar.times(end.count)}` : sentence;
}

function beat(draft: RecurrenceDraft, start: string, grammar: Grammar): string {
  const { frequency, interval } = draft;
  if (frequency === 'WEEKLY')
    return draft.weekdays.length === weekdays.length && interval === 1 ? grammar.every('DAILY', 1) : grammar.weekly(draft.weekdays, interval);
  const often = grammar.every(frequency, interval);
  if (frequency === 'MONTHLY') return `${often} ${monthlyText(draft.monthly, grammar)}`;
  if (frequency === 'YEARLY') return `${often} ${grammar.onYearDay(dayAndMonth(start, grammar.locale))}`;
  return often;
}

function monthlyText(monthly: MonthlyDay, grammar: Grammar) {
  if (monthly.on === 'day') return grammar.onMonthDay(monthly.day);
  return monthly.on === 'last_day' ? grammar.onLastDay : grammar.onNth(monthly.position, monthly.weekday);
}

/** One of the ways in which a month can name its day: every month on the second Tuesday. */
export function monthlyChoiceText(monthly: MonthlyDay, language: string): string {
  return monthlyText(monthly, language.startsWith('ru') ? russian : english);
}

const longDate = (date: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(clockOf(date));
const dayAndMonth = (local: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(clockOf(local));
