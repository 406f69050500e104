import type { CalendarEvent, EventFields, EventType, PlaceRequest } from '../../api/calendar';
import { parseRoomAddress } from '../../api/roomCode';
import type { Check, FieldErrors } from '../../ui/useForm';
import { movedDraft, parseRule, type RecurrenceDraft, ruleOf, type SeriesStart } from '../../ui/recurrence';
import { addDays, addMinutes, dateOf, daysBetween, isDate, localOf, minutesBetween, timeOf } from '../../ui/wallTime';

export const limits = { title: 200, description: 8000, attendees: 200 };
export const eventTypes = ['meeting', 'interview', 'training'] as const satisfies readonly EventType[];
export const placeKinds = ['none', 'new_room', 'room', 'google_meet', 'link'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** How an event repeats, as a person edits it: not at all, by a rule the editor can say, or by one it only keeps. */
export type Repeat = { by: 'none' } | { by: 'draft'; draft: RecurrenceDraft } | { by: 'rule'; rule: string };

/** An event as a person edits it. Times are of the event's zone; the last day of whole-day events is included. */
export interface EventForm {
  title: string;
  description: string;
  type: EventType;
  startDate: string;
  startTime: string;
  endDate: string;
  endTime: string;
  timeZone: string;
  allDay: boolean;
  recurrence: Repeat;
  attendees: string[];
  reminders: number[];
  place: PlaceKind;
  room: string;
  url: string;
}

export function emptyForm(start: string, end: string, allDay: boolean, timeZone: string): EventForm {
  return {
    title: '',
    description: '',
    type: 'meeting',
    ...momentsOf(start, end, allDay),
    timeZone,
    allDay,
    recurrence: { by: 'none' },
    attendees: [],
    reminders: [10],
    place: 'new_room',
    room: '',
    url: '',
  };
}

export function formOf(event: CalendarEvent): EventForm {
  const { kind, roomCode, url } = event.place;
  return {
    title: event.title,
    description: event.description ?? '',
    type: event.type,
    ...momentsOf(event.startLocal, event.endLocal, event.allDay),
    timeZone: event.timeZone,
    allDay: event.allDay,
    recurrence: repeatOf(event),
    attendees: event.attendees.map(({ email }) => email),
    reminders: event.reminders,
    place: kind,
    room: kind === 'room' ? (roomCode ?? '') : '',
    url: kind === 'google_meet' || kind === 'link' ? (url ?? '') : '',
  };
}

function momentsOf(start: string, end: string, allDay: boolean) {
  return {
    startDate: dateOf(start),
    startTime: allDay ? '09:00' : timeOf(start),
    endDate: allDay ? addDays(dateOf(end), -1) : dateOf(end),
    endTime: allDay ? '10:00' : timeOf(end),
  };
}

const seriesStart = (form: EventForm): SeriesStart => ({
  start: form.allDay ? localOf(form.startDate) : localOf(form.startDate, form.startTime),
  timeZone: form.timeZone,
  allDay: form.allDay,
});

function repeatOf(event: CalendarEvent): Repeat {
  if (!event.recurrence) return { by: 'none' };
  const { rule } = event.recurrence;
  // Dates without a rule: the editor has no words for them either
  if (!rule) return { by: 'rule', rule: '' };
  const draft = parseRule(rule, { start: event.startLocal, timeZone: event.timeZone, allDay: event.allDay });
  return draft ? { by: 'draft', draft } : { by: 'rule', rule };
}

/** The rule that the form asks for; undefined when the event does not repeat. */
export function ruleOfForm(form: EventForm): string | undefined {
  if (form.recurrence.by === 'none') return undefined;
  return form.recurrence.by === 'rule' ? form.recurrence.rule : ruleOf(form.recurrence.draft, seriesStart(form));
}

export const startOf = (form: EventForm) => seriesStart(form).start;
export const endOf = (form: EventForm) => (form.allDay ? localOf(addDays(form.endDate, 1)) : localOf(form.endDate, form.endTime));

/**
 * The form with another start: the length stays, and a rule that named the old day names the new one. While a start is
 * typed it is no time yet: `whole` is the form when it was one, and the length is that one's.
 */
export function withStart(typed: EventForm, date: string, time: string, whole = typed): EventForm {
  const isWhole = isDate(typed.startDate) && (typed.allDay || typed.startTime !== '');
  const form = isWhole ? typed : { ...typed, startDate: whole.startDate, startTime: whole.startTime, endDate: whole.endDate, endTime: whole.endTime };
  const next = { ...form, startDate: date, startTime: time };
  if (!isDate(date) || !isDate(form.startDate)) return next;
  if (isDate(form.endDate)) {
    if (form.allDay) next.endDate = addDays(form.endDate, daysBetween(form.startDate, date));
    else if (time && form.startTime && form.endTime) {
      const end = addMinutes(localOf(date, time), minutesBetween(startOf(form), endOf(form)));
      next.endDate = dateOf(end);
      next.endTime = timeOf(end);
    }
  }
  if (form.recurrence.by === 'draft')
    next.recurrence = { by: 'draft', draft: movedDraft(form.recurrence.draft, form.startDate, date) };
  return next;
}

export function fieldsOf(form: EventForm): EventFields {
  const rule = ruleOfForm(form);
  const repeats = form.recurrence.by !== 'none';
  return {
    title: form.title.trim(),
    description: form.description.trim() || null,
    type: form.type,
    start: startOf(form),
    end: endOf(form),
    timeZone: form.timeZone,
    allDay: form.allDay,
    recurrence: repeats ? { rule: rule || null, exceptDates: [], extraDates: [] } : null,
    attendees: form.attendees.map((email) => ({ email })),
    reminders: form.reminders.toSorted((a, b) => a - b),
    place: placeOf(form),
  };
}

function placeOf({ place, room, url }: EventForm): PlaceRequest {
  if (place === 'room') return { kind: place, room: parseRoomAddress(room)?.code ?? room.trim() };
  if (place === 'google_meet' || place === 'link') return { kind: place, url: url.trim() };
  return { kind: place };
}

/** Only what the person changed; dates left out of a series and names of guests are kept. */
export function patchBetween(before: EventForm, after: EventForm, event: CalendarEvent): EventFields {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  const patch: Record<string, unknown> = {};
  for (const name of Object.keys(now) as (keyof EventFields)[])
    if (JSON.stringify(now[name]) !== JSON.stringify(old[name])) patch[name] = now[name];
  // A start is nothing without its end
  if ('start' in patch || 'end' in patch || 'timeZone' in patch || 'allDay' in patch)
    Object.assign(patch, { start: now.start, end: now.end });
  if (patch.recurrence && event.recurrence)
    patch.recurrence = { ...event.recurrence, rule: now.recurrence!.rule };
  if (patch.attendees)
    patch.attendees = after.attendees.map((email) => ({ email, name: event.attendees.find((each) => each.email === email)?.name ?? null }));
  return patch as EventFields;
}

export const isEmail = (text: string) => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text) && text.length <= 254;

const isLink = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const isMeet = (text: string) => isLink(text) && new URL(text).hostname === 'meet.google.com';

export const checkEvent: Check<EventForm> = (form, t) => {
  const errors: FieldErrors = {};
  if (!form.title.trim()) errors.title = t('calendar.form.titleMissing');
  else if (form.title.trim().length > limits.title) errors.title = t('fields.tooLong', { count: limits.title });
  if (form.description.trim().length > limits.description) errors.description = t('fields.tooLong', { count: limits.description });
  if (!isDate(form.startDate) || (!form.allDay && !form.startTime)) errors.start = t('calendar.form.startMissing');
  else if (!isDate(form.endDate) || (!form.allDay && !form.endTime)) errors.end = t('calendar.form.endMissing');
  else if (endOf(form) <= startOf(form)) errors.end = t('problems.ends_before_start');
  if (form.attendees.some((email) => !isEmail(email))) errors.attendees = t('calendar.form.notEmails');
  if (form.place === 'room' && !form.room.trim()) errors.place = t('calendar.form.roomMissing');
  if (form.place === 'link' && !isLink(form.url.trim())) errors.place = t('calendar.form.linkMissing');
  if (form.place === 'google_meet' && !isMeet(form.url.trim())) errors.place = t('calendar.form.meetMissing');
  const repeat = form.recurrence;
  if (repeat.by === 'draft') {
    const { end, interval, weekdays, frequency } = repeat.draft;
    if (!(Number.isInteger(interval) && interval >= 1 && interval <= 999)) errors.recurrence = t('fields.between', { min: 1, max: 999 });
    else if (frequency === 'WEEKLY' && weekdays.length === 0) errors.recurrence = t('calendar.repeat.noDays');
    else if (end.ends === 'count' && !(Number.isInteger(end.count) && end.count >= 1 && end.count <= 9999))
      errors.recurrence = t('fields.between', { min: 1, max: 9999 });
    else if (end.ends === 'until' && (!isDate(end.date) || end.date < form.startDate)) errors.recurrence = t('calendar.repeat.untilBeforeStart');
  }
  return errors;
};
