/** Every message of the hub `/hubs/conference`; the words stand in docs/signaling-protocol.md. */

export type Role = 'host' | 'co_host' | 'participant' | 'guest';

export interface Participant {
  participantId: string;
  personId: string;
  displayName: string;
  role: Role;
  isGuest: boolean;
  joinedAt: string;
}

export interface SessionSnapshot {
  sessionId: string;
  version: number;
  startedAt: string;
  hostPersonId: string;
  participants: Participant[];
}

export type LeaveReason =
  'left' | 'page_closed' | 'connection_lost' | 'removed' | 'rejoined' | 'session_ended';

export interface MediaFlags {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

export interface MediaStateMessage extends MediaFlags {
  participantId: string;
}

export interface Welcome {
  participantId: string;
  sessionId: string;
  version: number;
  mediaStates: MediaStateMessage[];
  serverTime: string;
}

interface FactData {
  sessionStarted: { roomId: string; hostPersonId: string };
  participantJoined: { participant: Participant };
  participantLeft: { participantId: string; reason: LeaveReason };
  participantRemoved: { participantId: string; by: string };
  participantMuted: { participantId: string; by: string };
  roleChanged: { participantId: string; role: Role };
  hostChanged: { hostPersonId: string };
  sessionEnded: { reason: string };
}

export type FactType = keyof FactData;

/** A session fact; the union is over `type`, so that a switch narrows `data`. */
export type Fact = {
  [T in FactType]: { version: number; type: T; at: string; data: FactData[T] };
}[FactType];

export type SignalKind = 'offer' | 'answer' | 'candidate' | 'restart';

export interface SignalMessage {
  from: string;
  kind: SignalKind;
  payload: string;
}

export interface EphemeralMessage {
  participantId: string;
  speaking?: boolean;
  quality?: QualityBars;
}

export type QualityBars = 0 | 1 | 2 | 3;

/** `docs/signaling-protocol.md`, Quality; null where it is not known. */
export interface ConnectionSummary {
  seconds: number;
  lossPercent: number | null;
  roundTripMs: number | null;
  sendKbps: number | null;
  receiveKbps: number | null;
  framesPerSecond: number | null;
  width: number | null;
  height: number | null;
  codec: string | null;
  relayed: boolean | null;
  spokeSeconds: number;
  sharedSeconds: number;
  reconnects: number;
  browser: string;
  troubles: { kind: TroubleKind; detail: string | null; secondsAgo: number }[];
}

export type TroubleKind =
  | 'ice_failed'
  | 'ice_restarted'
  | 'signalling_lost'
  | 'device_denied'
  | 'device_not_found'
  | 'device_in_use'
  | 'device_lost'
  | 'device_failed'
  | 'media_silent';

export type PadKind = 'update' | 'awareness';

/** Something of the code pad, base64; nothing of it is kept by the hub. */
export interface PadMessage {
  participantId: string;
  kind: PadKind;
  update: string;
}

/** A hint that something behind HTTP has changed; `version` is that of the thing `id` after the change. */
export interface News {
  topic: string;
  id: string;
  version: number;
}

export interface TicketRenewed {
  ticket: string;
  expiresAt: string;
}

export interface PeerConnectionMessage {
  participantId: string;
  connected: boolean;
}

export interface Refused {
  code: string;
  message: string;
}

export type GoodbyeCode = 'removed' | 'session_ended' | 'replaced' | 'connection_replaced';

export interface Goodbye {
  code: GoodbyeCode;
  message: string;
}

/** Server to client: method name to its only argument. */
export interface ServerMessages {
  Welcome: Welcome;
  Fact: Fact;
  Signal: SignalMessage;
  MediaState: MediaStateMessage;
  Ephemeral: EphemeralMessage;
  Pad: PadMessage;
  News: News;
  TicketRenewed: TicketRenewed;
  PeerConnection: PeerConnectionMessage;
  Refused: Refused;
  Goodbye: Goodbye;
}

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** The answer of POST /api/v1/rooms/{code}/join, as far as the call needs it. */
export interface JoinAnswer {
  sessionId: string;
  participantId: string;
  role: Role;
  ticket: string;
  ticketExpiresAt: string;
  hubUrl: string;
  iceServers: IceServer[];
  room: JoinedRoom;
  roster: SessionSnapshot;
}

export interface JoinedRoom {
  code: string;
  name: string;
  maxParticipants: number;
  settings: { muteOnEntry: boolean; allowScreenShare: boolean; allowGuests: boolean };
}

/**
 * What travels inside the opaque `payload` of Signal. `link` names one RTCPeerConnection of the pair, so that
 * a late answer or candidate of an earlier one is never applied to its successor; `mids` says which media
 * section carries which of the three streams.
 */
export interface DescriptionPayload {
  link: string;
  sdp: string;
  mids: Record<TrackRole, string>;
}

export interface CandidatePayload {
  link: string;
  candidate: RTCIceCandidateInit | null;
}

export type TrackRole = 'audio' | 'camera' | 'screen';
export const trackRoles: readonly TrackRole[] = ['audio', 'camera', 'screen'];
