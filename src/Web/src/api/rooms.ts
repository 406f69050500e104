import { api, ask, askWithTag, type Room, type Schemas } from './client';

export type RoomDetails = Schemas['OpenRoomRequest'];
export type PastSession = Schemas['SessionResource'];

export const openRoom = (details: RoomDetails): Promise<Room> => ask(api.POST('/api/v1/rooms', { body: details }));

export const listRooms = (limit: number, cursor?: string) => ask(api.GET('/api/v1/rooms', { params: { query: { limit, cursor } } }));

/** A room with the version (ETag) that was read. */
export const readRoom = (code: string) => askWithTag(api.GET('/api/v1/rooms/{idOrCode}', { params: { path: { idOrCode: code } } }));

/** Refused as `version_mismatch` when the room was changed since `tag` was read. */
export const changeRoom = (code: string, details: RoomDetails, tag: string | undefined) =>
  askWithTag(
    api.PATCH('/api/v1/rooms/{idOrCode}', {
      params: { path: { idOrCode: code }, header: tag ? { 'If-Match': tag } : {} },
      body: details,
    }),
  );

export const closeRoom = (code: string) => ask(api.DELETE('/api/v1/rooms/{idOrCode}', { params: { path: { idOrCode: code } } }));

export const reopenRoom = (code: string) =>
  ask(api.POST('/api/v1/rooms/{idOrCode}/reopen', { params: { path: { idOrCode: code } } }));

export const listSessions = (code: string, cursor?: string) =>
  ask(api.GET('/api/v1/rooms/{code}/sessions', { params: { path: { code }, query: { cursor } } }));

/** The address to pass on; with the pass it opens a private room. */
export const roomLink = (room: Pick<Room, 'code'>, pass?: string | null) =>
  `${location.origin}/room/${room.code}${pass ? `?pass=${encodeURIComponent(pass)}` : ''}`;

/** The same as the server gives it: to those who manage a private room it carries the pass. */
export const linkToShare = (room: Room) => location.origin + room.link;
