/** Wall-clock times without a zone, as the server writes them (`2026-11-24T09:00:00`), and dates (`2026-11-24`). */

const minuteMs = 60_000;
const dayMs = 86_400_000;

export const dateOf = (local: string) => local.slice(0, 10);
export const timeOf = (local: string) => local.slice(11, 16);
export const localOf = (date: string, time = '00:00') => `${date}T${time.slice(0, 5)}:00`;

/** Milliseconds on a clock that knows no zone: only differences mean something. */
export const clockOf = (local: string) => Date.parse(`${local.length === 10 ? `${local}T00:00` : local}Z`);
const written = (clock: number) => new Date(clock).toISOString().slice(0, 19);

export const addMinutes = (local: string, minutes: number) => written(clockOf(local) + minutes * minuteMs);
export const minutesBetween = (from: string, to: string) => (clockOf(to) - clockOf(from)) / minuteMs;

export const addDays = (date: string, days: number) => dateOf(written(clockOf(dateOf(date)) + days * dayMs));
export const daysBetween = (from: string, to: string) => (clockOf(dateOf(to)) - clockOf(dateOf(from))) / dayMs;

/** The same day of another month; the last one where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const at = new Date(clockOf(dateOf(date)));
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(at.getUTCDate(), last));
  return dateOf(first.toISOString());
}

export const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(clockOf(text)) && dateOf(written(clockOf(text))) === text;

/** 0 is Monday. */
export const weekdayOf = (local: string) => (new Date(clockOf(dateOf(local))).getUTCDay() + 6) % 7;
export const monthDayOf = (local: string) => Number(local.slice(8, 10));
export const daysInMonth = (local: string) => {
  const at = new Date(clockOf(dateOf(local)));
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
};
