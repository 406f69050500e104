import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Problem } from '../api/problem';
import { cameraPlan } from './bandwidth';
import { type CallNotice, CallSession } from './callSession';
import { LocalMedia } from './devices';
import { FakeDevices } from './fakeMedia.testing';
import { HubServer } from './hubServer.testing';
import type { ConnectionSummary, Fact, JoinAnswer, Participant } from './protocol';

let server: HubServer;
let url: string;
let call: CallSession;
let notices: CallNotice[];
let joins: (string | undefined)[];
let left: [string, string, ConnectionSummary | null][];
let refusal: Problem | null;
let devices: FakeDevices;
const room = { code: 'abc-defg-hjk', name: 'Room', maxParticipants: 10 };
const settings = { muteOnEntry: false, allowScreenShare: true, allowGuests: true };

const person = (participantId: string, displayName: string): Participant => ({
  participantId,
  personId: `person-${displayName}`,
  displayName,
  role: 'participant',
  isGuest: true,
  joinedAt: '2026-11-22T14:00:00Z',
});

function answer(participantId: string): JoinAnswer {
  const me = person(participantId, 'Anna');
  const roster = { sessionId: 's', version: 2, startedAt: me.joinedAt, hostPersonId: 'x', participants: [me] };
  const ticket = { ticket: participantId, ticketExpiresAt: '', hubUrl: url, iceServers: [] };
  return { sessionId: 's', participantId, role: 'participant', room: { ...room, settings }, roster, ...ticket };
}

async function start(): Promise<void> {
  const local = new LocalMedia(cameraPlan('720p', 0, false));
  await local.open({ microphone: true, camera: true });
  call = new CallSession({
    local,
    quality: '720p',
    join: async previous => {
      joins.push(previous);
      if (refusal) throw refusal;
      if (previous) server.door = 'open';
      return answer(`me-${joins.length}`);
    },
    leave: (id, reason, connection) => left.push([id, reason, connection]),
  });
  call.notices.on(notice => notices.push(notice));
  await call.start();
}

const state = () => call.state.getSnapshot();
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 4_000, interval: 10 });
const connected = () => waitFor(() => expect(state().signalling).toBe('connected'));
const fact = (version: number, rest: Pick<Fact, 'type' | 'data'>) => server.tell('Fact', { version, at: '', ...rest });

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket); // jsdom's own does not run inside vitest
  devices = new FakeDevices().install();
  devices.plug('audioinput', 'headset');
  devices.plug('videoinput', 'webcam');
  server = new HubServer();
  url = await server.start();
  notices = [];
  joins = [];
  left = [];
  refusal = null;
  settings.muteOnEntry = false;
});

afterEach(() => {
  call.leave();
  server.stop();
  vi.unstubAllGlobals();
});

describe('the call', () => {
  it('begins with the roster, and tells the hub what it sends', async () => {
    await start();
    expect(state()).toMatchObject({ phase: 'joined', selfId: 'me-1', people: [{ displayName: 'Anna', self: true }] });
    await server.until(() => server.calls.some(c => c.target === 'SetMediaState'));
    expect(server.calls.find(c => c.target === 'SetMediaState')!.arguments).toEqual([
      { audio: true, video: true, screen: false },
    ]);
  });

  it('tells what it measured when it is left', async () => {
    devices.refuse = { video: 'NotReadableError' };
    await start();
    await connected();
    call.leave();
    expect(left).toMatchObject([['me-1', 'left', { seconds: 1, troubles: [{ kind: 'device_in_use', detail: 'camera' }] }]]);
  });

  it('shows who comes and goes, and says so', async () => {
    await start();
    await connected();
    fact(3, { type: 'participantJoined', data: { participant: person('b', 'Boris') } });
    await waitFor(() => expect(state().people.map(p => p.displayName)).toEqual(['Anna', 'Boris']));
    server.tell('MediaState', { participantId: 'b', audio: false, video: true, screen: false });
    await waitFor(() => expect(state().people[1]!.media).toEqual({ audio: false, video: true, screen: false }));
    server.tell('PeerConnection', { participantId: 'b', connected: false });
    await waitFor(() => expect(state().people[1]!.reachable).toBe(false));
    fact(4, { type: 'participantLeft', data: { participantId: 'b', reason: 'left' } });
    await waitFor(() => expect(state().people).toHaveLength(1));
    expect(notices.map(n => n.what)).toEqual(['joined', 'left']);
  });

  it('throws the refusal of a join and leaves the devices open for another try', async () => {
    refusal = new Problem('room_full', 409);
    await expect(start()).rejects.toMatchObject({ code: 'room_full' });
    expect(call.local.tracks.camera?.readyState).toBe('live');
    call.local.close();
  });

  it('mutes itself when the host says so, and tells who it was', async () => {
    await start();
    await connected();
    fact(3, { type: 'participantJoined', data: { participant: person('b', 'Boris') } });
    fact(4, { type: 'participantMuted', data: { participantId: 'me-1', by: 'person-Boris' } });
    await waitFor(() => expect(notices).toContainEqual({ what: 'muted_by', name: 'Boris' }));
    expect(call.local.state.getSnapshot().microphone.on).toBe(false);
    expect(call.local.tracks.audio?.enabled).toBe(false);
  });

  it('enters muted where the room wants it so', async () => {
    settings.muteOnEntry = true;
    await start();
    expect(call.local.tracks.audio?.enabled).toBe(false);
    await server.until(() => server.calls.some(c => c.target === 'SetMediaState'));
    expect(server.calls[0]!.arguments).toEqual([{ audio: false, video: true, screen: false }]);
  });

  it('ends with the reason that the hub gives, and lets the devices go', async () => {
    await start();
    await connected();
    const { camera } = call.local.tracks;
    server.tell('Goodbye', { code: 'removed', message: '' });
    await waitFor(() => expect(state()).toMatchObject({ phase: 'left', reason: 'removed' }));
    expect(camera?.readyState).toBe('ended');
    expect(left).toEqual([]);
  });

  it('joins again as the same person when its stay has ended behind its back', async () => {
    await start();
    await connected();
    server.door = 'unauthorized';
    server.drop();
    await waitFor(() => expect(joins).toEqual([undefined, 'me-1']));
    await waitFor(() => expect(state()).toMatchObject({ selfId: 'me-2', phase: 'joined', signalling: 'connected' }));
  });

  it('is over when it may not come back', async () => {
    await start();
    await connected();
    refusal = new Problem('room_closed', 409);
    server.door = 'unauthorized';
    server.drop();
    await waitFor(() => expect(state()).toMatchObject({ phase: 'left', reason: 'room_closed' }));
  });

  it('keeps trying to come back while the server is away', async () => {
    await start();
    await connected();
    refusal = new Problem('offline', 0);
    server.door = 'unauthorized';
    server.drop();
    await waitFor(() => expect(joins.length).toBeGreaterThan(3));
    refusal = null;
    server.door = 'open';
    await waitFor(() => expect(state()).toMatchObject({ phase: 'joined', signalling: 'connected' }));
  });

  it('says farewell when left, and when the page goes away', async () => {
    await start();
    dispatchEvent(new Event('pagehide'));
    call.leave();
    expect(left).toEqual([
      ['me-1', 'page_closed', null],
      ['me-1', 'left', null],
    ]);
    expect(state()).toMatchObject({ phase: 'left', reason: 'left' });
  });
});
