const units = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How far away an instant is, in the largest unit that fits: in 10 minutes, 2 hours ago, now. */
export function relativeTime(language: string, instant: string, now: number): string {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const seconds = minutes * 60;
  const format = new Intl.RelativeTimeFormat(language === 'en' ? 'en-GB' : language, { numeric: 'auto' });
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return format.format(Math.trunc(seconds / size), unit);
}
