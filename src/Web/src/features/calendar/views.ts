import { addDays, addMonths, dateOf, isDate, weekdayOf } from '../../ui/wallTime';

export const viewNames = ['month', 'week', 'day', 'agenda'] as const;
export type ViewName = (typeof viewNames)[number];

/** Dates of the days shown: the end is the first day that is not. */
export interface Days {
  from: string;
  to: string;
}

export const agendaDays = 28;
const stored = 'videoconf.calendar.view';

/** The view to open with: the address's, else the one last looked at, else what suits the window. */
export function firstView(asked: string | null, isPhone: boolean): ViewName {
  const remembered = isPhone ? null : read();
  return viewNames.find((name) => name === asked) ?? viewNames.find((name) => name === remembered) ?? (isPhone ? 'agenda' : 'week');
}

export function rememberView(view: ViewName) {
  try {
    localStorage.setItem(stored, view);
  } catch {
    // storage may be forbidden; the choice then lasts as long as the page
  }
}

function read() {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

export const dayToShow = (asked: string | null, today: string) => (asked && isDate(asked) ? asked : today);

/** The day to look at after one step forth (1) or back (-1). */
export function step(view: ViewName, date: string, by: 1 | -1): string {
  if (view === 'month') return addMonths(`${date.slice(0, 8)}01`, by);
  return addDays(date, by * { week: 7, day: 1, agenda: agendaDays }[view]);
}

/** Which days a view of this day shows; `firstDay` of the week: 0 is Sunday. */
export function daysShown(view: ViewName, date: string, firstDay: number): Days {
  if (view === 'day') return { from: date, to: addDays(date, 1) };
  if (view === 'agenda') return { from: date, to: addDays(date, agendaDays) };
  if (view === 'week') {
    const from = weekBegin(date, firstDay);
    return { from, to: addDays(from, 7) };
  }
  const from = weekBegin(`${date.slice(0, 8)}01`, firstDay);
  return { from, to: addDays(from, 42) };
}

function weekBegin(date: string, firstDay: number) {
  const sundayFirst = (weekdayOf(date) + 1) % 7;
  return addDays(date, -((sundayFirst - firstDay + 7) % 7));
}

/**
 * The first day of the week where the person is: 0 is Sunday. The browser's region decides as long as it speaks the
 * page's language; English of no country begins on Monday, as its dates are written here.
 */
export function firstDayOfWeek(language: string, browser: readonly string[]): number {
  const tag = browser.find((each) => each.toLowerCase().startsWith(language) && each.includes('-'));
  const locale = new Intl.Locale(tag ?? (language === 'en' ? 'en-GB' : language)) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const first = locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? (/-(US|CA|IL|JP|KR|BR|MX)$/i.test(tag ?? '') ? 7 : 1);
  return first % 7;
}

/** The title over the shown days, in the page's language. */
export function titleOf(view: ViewName, date: string, firstDay: number, locale: string): string {
  const at = (day: string) => Date.parse(`${dateOf(day)}T00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  if (view === 'month') return capital(format({ month: 'long', year: 'numeric' }).format(at(date)).replace(/\s?г\.$/, ''));
  if (view === 'day') return capital(format({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }).format(at(date)).replace(/\s?г\.$/, ''));
  const { from, to } = daysShown(view, date, firstDay);
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(at(from), at(addDays(to, -1))).replace(/\s?г\.$/, '');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
