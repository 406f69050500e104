import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from '../../api/session';
import { followInbox, inbox } from './liveInbox';
import { told } from './notifications.testing';

const hubs = vi.hoisted(() => [] as { url: string; changed: (unread: number, news: null) => void; stop: ReturnType<typeof vi.fn> }[]);
vi.mock('../../realtime/inboxHub', () => ({
  InboxHub: class {
    start = () => {};
    stop = vi.fn();
    constructor(url: string, changed: (unread: number, news: null) => void) {
      hubs.push({ url, changed, stop: this.stop });
    }
  },
}));
const session = vi.hoisted(() => ({ now: { status: 'loading' } as Session, tell: () => {} }));
vi.mock('../../api/session', () => ({
  currentSession: () => session.now,
  subscribeSession: (listener: () => void) => {
    session.tell = listener;
    return () => {};
  },
}));

const become = (now: object) => {
  session.now = now as Session;
  session.tell();
};
const account = (id: string) => ({ status: 'known', me: { id, kind: 'account' } });
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  hubs.length = 0;
  session.now = { status: 'loading' };
  stop = followInbox();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('connects once for an account, after the first paint, and never for a guest', async () => {
  become({ status: 'known', me: { id: 'g', kind: 'guest' } });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hubs).toHaveLength(0);
  become(account('a'));
  become(account('a'));
  expect(hubs).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hubs.map(({ url }) => url)).toEqual(['/hubs/notifications']);
  hubs[0]!.changed(4, null);
  expect(inbox.getSnapshot().unread).toBe(4);
});

it('ends with who signs out, and shows the next one nothing of his', async () => {
  become(account('a'));
  await vi.advanceTimersByTimeAsync(5_000);
  hubs[0]!.changed(4, null);
  become({ status: 'anonymous' });
  expect(hubs[0]!.stop).toHaveBeenCalled();
  expect(inbox.getSnapshot().unread).toBeUndefined();
  become(account('b'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hubs).toHaveLength(2);
});

it('stays while the server cannot say who it is', async () => {
  become(account('a'));
  await vi.advanceTimersByTimeAsync(5_000);
  become({ status: 'failed', problem: {} });
  expect(hubs[0]!.stop).not.toHaveBeenCalled();
});

it('keeps the list that a page began to load before it was noticed who is there', async () => {
  let answer = () => {};
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    if ((input as Request).url.endsWith('/count')) return new Response('{"unread":1}');
    await new Promise<void>((resolve) => (answer = resolve));
    return new Response(JSON.stringify({ items: [told('invitation')], nextCursor: null }));
  });
  const loading = inbox.load();
  await vi.advanceTimersByTimeAsync(0);
  become(account('a'));
  answer();
  await loading;
  expect(inbox.getSnapshot().items).toHaveLength(1);
});
