import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ConferenceHub, type HubState } from './hubConnection';
import { HubServer } from './hubServer.testing';
import type { Fact } from './protocol';
import { giveUpAfterMs, retryDelay } from './retry';

let server: HubServer;
let hub: ConferenceHub;
let facts: Fact[];
let version = 7;

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket); // jsdom's own does not run inside vitest
  server = new HubServer();
  const url = await server.start();
  facts = [];
  version = 7;
  const ignore = () => {};
  hub = new ConferenceHub({
    url,
    ticket: 'first',
    since: () => version,
    handlers: {
      Welcome: ignore,
      Fact: fact => facts.push(fact),
      Signal: ignore,
      MediaState: ignore,
      Ephemeral: ignore,
      PeerConnection: ignore,
      Pad: ignore,
      News: ignore,
      TicketRenewed: ({ ticket }) => hub.renew(ticket),
      Refused: ignore,
      Goodbye: ignore,
    },
  });
});

afterEach(async () => {
  await hub.stop();
  server.stop();
  vi.unstubAllGlobals();
});

const becomes = (kind: HubState['kind']) =>
  vi.waitFor(() => expect(hub.state.getSnapshot().now.kind).toBe(kind), { timeout: 6_000, interval: 10 });

describe('the hub connection', () => {
  it('connects with the ticket and the last version seen', async () => {
    hub.start();
    await becomes('connected');
    expect(Object.fromEntries(server.attempts[0]!.url.searchParams)).toEqual({ access_token: 'first', since: '7' });
  });

  it('hands facts on', async () => {
    hub.start();
    await becomes('connected');
    server.tell('Fact', { version: 8, type: 'sessionEnded', at: '', data: { reason: 'last_left' } });
    await vi.waitFor(() => expect(facts.map(f => f.version)).toEqual([8]));
  });

  it('comes back at once after a drop, from the version of that moment and with the renewed ticket', async () => {
    hub.start();
    await becomes('connected');
    server.tell('TicketRenewed', { ticket: 'second', expiresAt: '' });
    server.tell('Fact', { version: 9, type: 'sessionEnded', at: '', data: { reason: 'last_left' } });
    await vi.waitFor(() => expect(facts).toHaveLength(1));
    version = 9;
    const droppedAt = performance.now();
    server.drop();
    await server.until(() => server.attempts.length === 2);
    await becomes('connected');
    const { at, url } = server.attempts[1]!;
    expect(at - droppedAt).toBeLessThan(200);
    expect(Object.fromEntries(url.searchParams)).toEqual({ access_token: 'second', since: '9' });
  });

  it('keeps trying while the server refuses for now, also the first time, and with growing pauses', async () => {
    server.door = 'broken';
    hub.start();
    await server.until(() => server.attempts.length === 4);
    expect(hub.state.getSnapshot().now.kind).toBe('reconnecting');
    server.door = 'open';
    hub.retryNow();
    await becomes('connected');
    const [first, second, third, fourth] = server.attempts.map(a => a.at) as [number, number, number, number];
    expect(second - first).toBeLessThan(240);
    expect(third - second).toBeGreaterThanOrEqual(240);
    expect(fourth - third).toBeGreaterThanOrEqual(490);
  });

  it('tries at once when the browser comes online', async () => {
    server.door = 'silent';
    hub.start();
    await server.until(() => server.attempts.length === 1);
    server.door = 'open';
    const cameOnline = performance.now();
    dispatchEvent(new Event('online'));
    await becomes('connected');
    expect(performance.now() - cameOnline).toBeLessThan(1_000);
  });

  it('says so when the ticket is no longer good, and stops trying', async () => {
    server.door = 'unauthorized';
    hub.start();
    await becomes('refused');
    expect(server.attempts).toHaveLength(1);
  });

  it('does not come back after Goodbye', async () => {
    hub.start();
    await becomes('connected');
    server.tell('Goodbye', { code: 'removed', message: '' });
    await becomes('closed');
    expect(hub.state.getSnapshot().now).toEqual({ kind: 'closed', code: 'removed' });
    expect(server.attempts).toHaveLength(1);
  });

  it('holds signals back until it is connected, and keeps their order', async () => {
    const told = ['offer', 'candidate', 'candidate'].map((kind, i) => hub.signal('peer', kind as 'offer', String(i)));
    hub.start();
    expect(await Promise.all(told)).toEqual([true, true, true]);
    expect(server.calls.map(c => c.arguments)).toEqual([
      ['peer', 'offer', '0'],
      ['peer', 'candidate', '1'],
      ['peer', 'candidate', '2'],
    ]);
  });

  it('tells those who wait that it has been stopped', async () => {
    const told = hub.signal('peer', 'offer', '');
    await hub.stop();
    expect(await told).toBe(false);
  });
});

describe('the pauses between attempts', () => {
  it('are none, a quarter, a half, then a second, for five minutes at least', () => {
    expect([0, 1, 2, 3, 4, 200].map(n => retryDelay(n, 0))).toEqual([0, 250, 500, 1000, 1000, 1000]);
    expect(retryDelay(300, 5 * 60_000)).toBe(1000);
    expect(retryDelay(300, giveUpAfterMs)).toBeNull();
  });
});
