import { wallClockOf } from './zonedTime';
import { addDays, clockOf, dateOf } from './wallTime';

interface When {
  allDay: boolean;
  start: string;
  end: string;
  startLocal: string;
  endLocal: string;
}

/** English without a country reads 24 hours, as everywhere else on these pages. */
export const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

const day = { weekday: 'short', day: 'numeric', month: 'long' } as const;
const hours = { hour: '2-digit', minute: '2-digit' } as const;

/** When an event is, in the zone of whoever reads: Tue 24 November, 09:00–10:00. Whole days are the same everywhere. */
export function whenText(when: When, language: string, zone: string): string {
  if (when.allDay) return daysText(dateOf(when.startLocal), addDays(dateOf(when.endLocal), -1), language);
  return spanText(when.start, when.end, language, zone);
}

export function spanText(start: string, end: string, language: string, zone: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { ...day, ...hours, timeZone: zone }).formatRange(Date.parse(start), Date.parse(end));
}

function daysText(first: string, last: string, language: string) {
  const format = new Intl.DateTimeFormat(localeOf(language), { ...day, timeZone: 'UTC' });
  return first === last ? format.format(clockOf(first)) : format.formatRange(clockOf(first), clockOf(last));
}

/** 09:00–10:00, without the day. */
export const hoursText = (start: string, end: string, language: string, zone: string) => {
  const format = new Intl.DateTimeFormat(localeOf(language), { ...hours, timeZone: zone });
  return `${format.format(Date.parse(start))}–${format.format(Date.parse(end))}`;
};

/** A time on the clock of no zone: Tue 24 November 2026, 09:00. */
export const localText = (local: string, language: string, allDay: boolean) =>
  new Intl.DateTimeFormat(localeOf(language), { ...day, year: 'numeric', ...(allDay ? {} : hours), timeZone: 'UTC' }).format(clockOf(local));

/** Tuesday, 24 November. */
export const dayText = (date: string, language: string) =>
  new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(clockOf(date));

/** A zone as people say it: Buenos Aires (UTC−3). */
export function zoneText(zone: string, language: string, at: number): string {
  const parts = new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? 'UTC';
  const city = zone.split('/').at(-1)!.replaceAll('_', ' ');
  return city === offset ? city : `${city} (${offset})`;
}

/** Whether clocks in both zones show the same at that moment. */
export const sameClock = (instant: string, one: string, other: string) => wallClockOf(instant, one) === wallClockOf(instant, other);
