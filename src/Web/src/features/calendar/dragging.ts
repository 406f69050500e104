import type { EventFields, Occurrence, Scope } from '../../api/calendar';
import { wallClockOf } from '../../ui/zonedTime';
import { addDays, dateOf, localOf } from '../../ui/wallTime';

/** Where an event was dropped, or how far its edge was pulled: instants for timed events, dates for whole days. */
export interface Dropped {
  start: string;
  end: string;
  allDay: boolean;
}

/** Of these there is one of a series, not one of each date. */
const ofTheSeries = ['attendees', 'recurrence', 'timeZone', 'allDay'] as const;

/** How much of a series a change can mean. */
export const scopesOf = (patch: EventFields): readonly Scope[] =>
  ofTheSeries.some((name) => name in patch) ? ['following', 'all'] : ['this', 'following', 'all'];

/** What to ask of the server: times on the clock of the event's own zone, wherever the person who drags may be. */
export function patchOf(event: Pick<Occurrence, 'timeZone' | 'allDay'>, dropped: Dropped): EventFields {
  const times = dropped.allDay
    ? { start: localOf(dateOf(dropped.start)), end: localOf(atLeastOneDay(dropped)) }
    : { start: localTime(dropped.start, event.timeZone), end: localTime(dropped.end, event.timeZone) };
  return dropped.allDay === event.allDay ? times : { ...times, allDay: dropped.allDay };
}

const atLeastOneDay = ({ start, end }: Dropped) => (dateOf(end) > dateOf(start) ? dateOf(end) : addDays(dateOf(start), 1));
const localTime = (instant: string, zone: string) => `${wallClockOf(instant, zone)}:00`;

/** The occurrence as it looks after the drop, before the server has said yes. */
export function droppedOccurrence(event: Occurrence, dropped: Dropped): Occurrence {
  const { start, end } = patchOf(event, dropped);
  return {
    ...event,
    allDay: dropped.allDay,
    start: dropped.allDay ? event.start : new Date(dropped.start).toISOString(),
    end: dropped.allDay ? event.end : new Date(dropped.end).toISOString(),
    startLocal: start!,
    endLocal: end!,
  };
}

/** Nothing is asked, nobody is told when a drag ends where it began. */
export function isSamePlace(event: Occurrence, dropped: Dropped): boolean {
  const { start, end } = patchOf(event, dropped);
  return event.allDay === dropped.allDay && start === event.startLocal && end === event.endLocal;
}
