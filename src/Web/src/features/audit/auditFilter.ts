import type { AuditQuery } from '../../api/audit';
import { instantOf } from '../../ui/zonedTime';

/** As the server names kinds of objects. */
export const kinds = ['room', 'session', 'connection', 'event', 'calendar', 'interview', 'code_pad', 'webhook', 'account', 'api_key', 'notification', 'notification_settings', 'reminders', 'subscription', 'audit'] as const;

/** Of which the past can be shown. */
const withPast: readonly string[] = ['room', 'session', 'event', 'interview', 'account'];
export const hasPast = (kind: string) => withPast.includes(kind);

/** Where the object itself is to be seen; undefined when it has no page of its own. */
export function placeOf(kind: string, id: string): string | undefined {
  if (kind === 'room') return `/room/${id}/settings`;
  if (kind === 'event') return `/calendar?event=${id}`;
  return kind === 'interview' ? `/interviews/${id}` : undefined;
}

export const filterNames = ['q', 'kind', 'person', 'object', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];

/** What the page's address asks for: days are the person's own, both of them whole. */
export function queryOf(search: URLSearchParams, zone: string): AuditQuery {
  const query: AuditQuery = {};
  for (const name of ['q', 'kind', 'person', 'object'] as const) {
    const value = search.get(name)?.trim();
    if (value) query[name] = value;
  }
  const from = instantOf(`${search.get('from')}T00:00`, zone);
  const to = instantOf(`${dayAfter(search.get('to') ?? '')}T00:00`, zone);
  return { ...query, ...(from && { from }), ...(to && { to }) };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`).getTime() + 86_400_000;
  return Number.isNaN(next) ? '' : new Date(next).toISOString().slice(0, 10);
}

/** The address with another value of one filter; an empty one is left out. */
export function withFilter(search: URLSearchParams, name: FilterName, value: string): URLSearchParams {
  const changed = new URLSearchParams(search);
  if (value) changed.set(name, value);
  else changed.delete(name);
  return changed;
}
