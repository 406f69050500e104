import type { EventType, Occurrence } from '../../api/calendar';
import { wallClockOf } from '../../ui/zonedTime';
import { addDays, dateOf } from '../../ui/wallTime';

/** What tells one occurrence from all others. */
export const keyOf = (item: Pick<Occurrence, 'eventId' | 'occurrence'>) => `${item.eventId}@${item.occurrence}`;

export const mayMove = (item: Occurrence) => item.isOrganizer && !item.outside && item.status !== 'cancelled' && item.status !== 'completed';

/** Occurrences of the chosen types; entries of outside calendars are one more kind. */
export type Kind = EventType | 'outside';
export const kindOf = (item: Occurrence): Kind => (item.outside ? 'outside' : item.type);

/** First and last day on which the person sees it, in his own zone; whole days are the same everywhere. */
export function daysOf(item: Occurrence, zone: string): { first: string; last: string } {
  if (item.allDay) return { first: dateOf(item.startLocal), last: addDays(dateOf(item.endLocal), -1) };
  const first = dateOf(wallClockOf(item.start, zone));
  const until = wallClockOf(item.end, zone);
  // What ends at midnight does not reach into the new day
  const last = until.endsWith('T00:00') && dateOf(until) > first ? addDays(dateOf(until), -1) : dateOf(until);
  return { first, last };
}

export interface AgendaDay {
  date: string;
  items: Occurrence[];
}

/** Days of [from, to) on which something is, each with what is on it; longer events stand on every day. */
export function agendaOf(items: readonly Occurrence[], zone: string, from: string, to: string): AgendaDay[] {
  const days = new Map<string, Occurrence[]>();
  for (const item of items) {
    const { first, last } = daysOf(item, zone);
    for (let day = first < from ? from : first; day <= last && day < to; day = addDays(day, 1)) days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, those]) => ({ date, items: those.sort((a, b) => Number(b.allDay) - Number(a.allDay) || Date.parse(a.start) - Date.parse(b.start)) }));
}

/** Other occurrences in the same room at that time, among those that are loaded. The server knows of more. */
export function collisionsAt(items: readonly Occurrence[], moving: Occurrence, start: string, end: string): Occurrence[] {
  const { roomId } = moving.place;
  if (!roomId) return [];
  const from = Date.parse(start);
  const to = Date.parse(end);
  return items.filter(
    (item) =>
      item.place.roomId === roomId &&
      item.status !== 'cancelled' &&
      keyOf(item) !== keyOf(moving) &&
      Date.parse(item.start) < to &&
      Date.parse(item.end) > from,
  );
}

/** Whether there is a call to join now: from `joinFrom` until the end. */
export function canJoin(item: Pick<Occurrence, 'place' | 'status' | 'joinFrom' | 'end'>, now: number): boolean {
  if (!item.place.url || item.status === 'cancelled' || item.status === 'completed') return false;
  return now >= Date.parse(item.joinFrom) && now < Date.parse(item.end);
}
