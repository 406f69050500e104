import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { HubServer } from './hubServer.testing';
import { InboxHub, inboxRetryDelay } from './inboxHub';

let server: HubServer;
let url: string;
let hub: InboxHub;
let told: [number, unknown][];

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket); // jsdom's own does not run inside vitest
  server = new HubServer();
  url = await server.start();
  told = [];
});

afterEach(() => {
  hub.stop();
  server.stop();
  vi.unstubAllGlobals();
});

const follow = (delay?: (failures: number) => number) => {
  hub = new InboxHub(url, (unread, news) => told.push([unread, news]), delay);
  hub.start();
};
const becomes = (connected: boolean) => vi.waitFor(() => expect(hub.state.getSnapshot().connected).toBe(connected), { timeout: 6_000, interval: 5 });

describe('the live list', () => {
  it('hands on how much is unread and what came', async () => {
    follow();
    await becomes(true);
    server.tell('inboxChanged', 3, { id: 'n1' });
    server.tell('inboxChanged', 2, null);
    await vi.waitFor(() => expect(told).toEqual([[3, { id: 'n1' }], [2, null]]));
  });

  it('comes back after a drop and hears again', async () => {
    follow(() => 0);
    await becomes(true);
    server.drop();
    await server.until(() => server.attempts.length === 2);
    await becomes(true);
    server.tell('inboxChanged', 1, null);
    await vi.waitFor(() => expect(told).toEqual([[1, null]]));
  });

  it('counts a connection that is dropped at once as a failure, and so waits longer each time', async () => {
    const asked: number[] = [];
    follow(failures => {
      asked.push(failures);
      return 0;
    });
    for (let time = 1; time <= 3; time++) {
      await server.until(() => server.sockets.length === 1);
      await becomes(true);
      server.drop();
      await server.until(() => server.attempts.length > time);
    }
    expect(asked.slice(0, 3)).toEqual([0, 1, 2]);
  });

  it('keeps trying while the server refuses', async () => {
    server.door = 'broken';
    follow(() => 0);
    await server.until(() => server.attempts.length === 3);
    server.door = 'open';
    await becomes(true);
  });

  it('tries at once when the browser comes online', async () => {
    server.door = 'broken';
    follow(() => 3_600_000);
    await server.until(() => server.attempts.length === 1);
    server.door = 'open';
    await vi.waitFor(() => {
      dispatchEvent(new Event('online'));
      expect(hub.state.getSnapshot().connected).toBe(true);
    }, { timeout: 6_000, interval: 20 });
  });

  it('is over when stopped', async () => {
    follow(() => 0);
    await becomes(true);
    hub.stop();
    await vi.waitFor(() => expect(hub.state.getSnapshot().connected).toBe(false), { timeout: 6_000 });
    expect(server.attempts).toHaveLength(1);
  });
});

it('waits from a second to a minute, and up to half as long again', () => {
  expect([0, 1, 2, 3, 4, 5, 500].map(failures => inboxRetryDelay(failures, 0))).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 60_000]);
  expect(inboxRetryDelay(0, 1)).toBe(1_500);
});
