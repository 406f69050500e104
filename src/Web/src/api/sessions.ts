import { api, ask, type Schemas } from './client';

export type Attendance = Schemas['ShowAttendanceAnswer'];
export type Timeline = Schemas['ShowTimelineAnswer'];
export type PersonConnection = Schemas['ShowConnectionAnswer'];
export type Moment = Schemas['SessionMoment'];
export type Minute = Schemas['MinuteResource'];

export const attendance = (code: string, id: string): Promise<Attendance> => ask(api.GET('/api/v1/rooms/{code}/sessions/{id}/attendance', { params: { path: { code, id } } }));

/** Where a browser gets the same as a file. */
export const attendanceFile = (code: string, id: string) => `/api/v1/rooms/${code}/sessions/${id}/attendance?format=csv`;

/** All of it, however many pages that is. */
export async function timeline(code: string, id: string): Promise<Timeline> {
  const read = (cursor?: string) => ask(api.GET('/api/v1/rooms/{code}/sessions/{id}/timeline', { params: { path: { code, id }, query: { cursor } } }));
  const all = await read();
  for (let { nextCursor } = all; nextCursor; ) {
    const next = await read(nextCursor);
    all.items.push(...next.items);
    nextCursor = next.nextCursor;
  }
  return all;
}

export const connectionOf = (code: string, id: string, personId: string): Promise<PersonConnection> =>
  ask(api.GET('/api/v1/rooms/{code}/sessions/{id}/people/{personId}/connection', { params: { path: { code, id, personId } } }));
