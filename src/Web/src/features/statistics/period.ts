import type { StatisticsQuery } from '../../api/statistics';
import { wallClockOf } from '../../ui/zonedTime';

export const slices = ['day', 'week', 'month'] as const;
/** How long back a period goes, in days; each ends today. */
export const spans = { week: 7, month: 30, quarter: 91, year: 365 } as const;
export type Span = keyof typeof spans;

const dayMs = 86_400_000;
const before = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
const isDay = (text: string | null): text is string => !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export function spanOf(span: Span, zone: string, now: Date): { from: string; to: string } {
  const to = wallClockOf(now.toISOString(), zone).slice(0, 10);
  return { from: before(to, spans[span] - 1), to };
}

/** What the page's address asks for; without a period the last thirty days, without a zone the person's own. */
export function queryOf(search: URLSearchParams, ownZone: string, now: Date): StatisticsQuery {
  const zone = search.get('zone') || ownZone;
  const [from, to] = [search.get('from'), search.get('to')];
  const period = isDay(from) && isDay(to) ? { from, to } : spanOf('month', known(zone) ? zone : 'UTC', now);
  const by = slices.find((slice) => slice === search.get('by')) ?? sliceFor(period);
  return { ...period, zone, by };
}

function known(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // the server says what it makes of it
  }
}

/** So that there is something to see and not too much of it. */
function sliceFor({ from, to }: { from: string; to: string }): (typeof slices)[number] {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}
