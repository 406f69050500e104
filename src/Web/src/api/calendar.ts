import { api, ask, askWithTag, type Schemas } from './client';
import type { Problem } from './problem';

/** An entry of the list; those of outside calendars can only be looked at. */
export type Occurrence = Schemas['OccurrenceItem'];
export type CalendarEvent = Schemas['EventResource'];
/** A whole event, or what shall change of one. */
export type EventFields = Schemas['EventFieldsRequest'];
export type EventType = Schemas['EventType'];
export type EventStatus = Schemas['EventStatus'];
export type Answer = NonNullable<Schemas['Answer']>;
export type PlaceRequest = Schemas['PlaceRequest'];
/** How much of a series is meant. */
export type Scope = 'this' | 'following' | 'all';
export type ChangePreview = Schemas['ChangePreview'];
export type Conflict = Schemas['Conflict'];
export type TimeSpan = Schemas['FreeTime'];
export type HistoryEntry = Schemas['Entry'];
export type PreviewedOccurrence = Schemas['Date'];
export type Subscription = Schemas['SubscriptionResource'];
export type ImportResult = Schemas['ImportCalendarAnswer'];

/** An event with the version (ETag) that was read. */
export interface ReadEvent {
  data: CalendarEvent;
  tag: string | undefined;
}

/** Which of a series a change is about, and which of its occurrences was touched. */
export interface Target {
  id: string;
  scope: Scope;
  occurrence: string | undefined;
  /** Version that the person saw: `"7"`. */
  tag: string | undefined;
}

export const tagOf = (version: number) => `"${version}"`;

/** Occurrences in [from, to), both instants; at most 400 days. */
export const listEvents = async (from: string, to: string): Promise<Occurrence[]> =>
  (await ask(api.GET('/api/v1/calendar-events', { params: { query: { from, to } } }))).items;

export const readEvent = (id: string, occurrence?: string): Promise<ReadEvent> =>
  askWithTag(api.GET('/api/v1/calendar-events/{id}', { params: { path: { id }, query: { occurrence } } }));

export const createEvent = (fields: EventFields) =>
  ask(api.POST('/api/v1/calendar-events', { body: fields })) as Promise<CalendarEvent>;

export const previewNewEvent = (fields: EventFields) =>
  ask(api.POST('/api/v1/calendar-events', { params: { query: { dryRun: true } }, body: fields })) as Promise<ChangePreview>;

const about = ({ id, scope, occurrence, tag }: Target, dryRun: boolean) => ({
  path: { id },
  query: { scope, occurrence, ...(dryRun ? { dryRun } : {}) },
  header: tag ? { 'If-Match': tag } : {},
});

/** Refused as `version_mismatch` when the event was changed since `target.tag` was read. */
export const changeEvent = (target: Target, patch: EventFields) =>
  ask(api.PATCH('/api/v1/calendar-events/{id}', { params: about(target, false), body: patch }));

// A dry run answers with what would come, which the description of these two answers does not say

export const previewChange = (target: Target, patch: EventFields): Promise<ChangePreview> =>
  ask(api.PATCH('/api/v1/calendar-events/{id}', { params: about(target, true), body: patch })) as Promise<unknown> as Promise<ChangePreview>;

export const deleteEvent = (target: Target) => ask(api.DELETE('/api/v1/calendar-events/{id}', { params: about(target, false) }));

export const previewDelete = (target: Target): Promise<ChangePreview> =>
  ask(api.DELETE('/api/v1/calendar-events/{id}', { params: about(target, true) })) as Promise<unknown> as Promise<ChangePreview>;

/** Takes the person's own last change of the event back. */
export const undoChange = (id: string) => ask(api.POST('/api/v1/calendar-events/{id}/undo', { params: { path: { id } } }));

export const answerEvent = (id: string, answer: Answer, comment?: string, occurrence?: string) =>
  ask(api.POST('/api/v1/calendar-events/{id}/answer', { params: { path: { id } }, body: { answer, comment, occurrence } }));

export const eventHistory = async (id: string): Promise<HistoryEntry[]> =>
  (await ask(api.GET('/api/v1/calendar-events/{id}/history', { params: { path: { id } } }))).items;

/** Where the event can be fetched as an iCalendar file. */
export const eventFile = (id: string) => `/api/v1/calendar-events/${id}.ics`;

export const previewRecurrence = async (rule: string, start: string, timeZone: string, limit: number): Promise<PreviewedOccurrence[]> =>
  (await ask(api.POST('/api/v1/calendar/recurrence-preview', { body: { rule, start, timeZone, limit } }))).occurrences;

export const readAvailability = (people: string[], from: string, to: string, duration: number) =>
  ask(api.GET('/api/v1/calendar/availability', { params: { query: { people: people.join(), from, to, duration } } }));

export const readSharing = () => ask(api.GET('/api/v1/calendar/sharing'));
export const changeSharing = (freeBusy: boolean) => ask(api.PUT('/api/v1/calendar/sharing', { body: { freeBusy } }));

export const readFeed = () => ask(api.GET('/api/v1/calendar/feed'));
/** Its address is told once; an older one stops working. */
export const createFeed = () => ask(api.POST('/api/v1/calendar/feed'));
export const revokeFeed = () => ask(api.DELETE('/api/v1/calendar/feed'));

/** Times of the file without a zone are those of `timeZone`. */
export const importCalendar = (text: string, dryRun: boolean, timeZone: string): Promise<ImportResult> =>
  ask(
    api.POST('/api/v1/calendar/imports', {
      params: { query: { dryRun, timeZone } },
      body: text,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'text/calendar' },
    }),
  );

export const listSubscriptions = async (): Promise<Subscription[]> => (await ask(api.GET('/api/v1/calendar/subscriptions'))).items;
export const subscribeTo = (url: string, name: string, color: string) =>
  ask(api.POST('/api/v1/calendar/subscriptions', { body: { url, name, color } }));
export const unsubscribeFrom = (id: string) => ask(api.DELETE('/api/v1/calendar/subscriptions/{id}', { params: { path: { id } } }));

/** What a refusal `room_taken` says beyond its sentence. */
export function collision(problem: Problem): { conflicts: Conflict[]; alternatives: TimeSpan[] } | undefined {
  if (problem.code !== 'room_taken') return undefined;
  const { conflicts, alternatives } = problem.document;
  return { conflicts: list<Conflict>(conflicts), alternatives: list<TimeSpan>(alternatives) };
}

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
