import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { groupsOf } from './groups';
import { Inbox } from './inbox';
import { told } from './notifications.testing';

const server = (items = [told('invitation'), told('reminder', {}, { isRead: true })]) => ({
  list: vi.fn((cursor?: string) => Promise.resolve(cursor ? { items: [items[1]!, told('answer', {}, { id: 'old', isRead: true })], nextCursor: null } : { items, nextCursor: 'r1' })),
  count: vi.fn(() => Promise.resolve(items.filter(({ isRead }) => !isRead).length)),
  markRead: vi.fn((_id: string): Promise<unknown> => Promise.resolve()),
  markAllRead: vi.fn((): Promise<unknown> => Promise.resolve()),
});

describe('the list', () => {
  it('goes on where it ended, and shows nothing twice', async () => {
    const inbox = new Inbox(server());
    await inbox.load();
    expect(inbox.getSnapshot()).toMatchObject({ unread: 1, next: 'r1', busy: 'no' });
    await inbox.more();
    const { items, next } = inbox.getSnapshot();
    expect(items).toHaveLength(3);
    expect(items!.at(-1)!.id).toBe('old');
    expect(next).toBeNull();
  });

  it('takes what comes live to its top, and tells of it', async () => {
    const inbox = new Inbox(server());
    const heard: string[] = [];
    inbox.news.on(({ id }) => heard.push(id));
    await inbox.load();
    const came = told('room_started');
    inbox.changed(2, came);
    inbox.changed(2, came);
    expect(inbox.getSnapshot().unread).toBe(2);
    expect(inbox.getSnapshot().items!.map(({ id }) => id).filter((id) => id === came.id)).toHaveLength(1);
    expect(inbox.getSnapshot().items![0]!.id).toBe(came.id);
    expect(heard[0]).toBe(came.id);
  });

  it('shows as read at once, and as unread again when the server did not hear of it', async () => {
    const host = server();
    const inbox = new Inbox(host);
    await inbox.load();
    const { id } = inbox.getSnapshot().items![0]!;
    let fail = () => {};
    host.markRead.mockImplementation(() => new Promise((_, reject) => (fail = () => reject(new Problem('offline', 0)))));
    const reading = inbox.read(id);
    expect(inbox.getSnapshot()).toMatchObject({ unread: 0, items: [{ id, isRead: true }, {}] });
    fail();
    await reading;
    expect(inbox.getSnapshot()).toMatchObject({ unread: 1, items: [{ id, isRead: false }, {}] });
    host.markRead.mockResolvedValue(undefined);
    await inbox.read(id);
    await inbox.read(id);
    expect(host.markRead).toHaveBeenCalledTimes(2);
  });

  it('is all read when another tab says that nothing is unread', async () => {
    const inbox = new Inbox(server());
    await inbox.load();
    inbox.changed(0, null);
    expect(inbox.getSnapshot().items!.every(({ isRead }) => isRead)).toBe(true);
  });

  it('keeps the count and what was shown when the server is away', async () => {
    const host = server();
    const inbox = new Inbox(host);
    await inbox.load();
    host.list.mockRejectedValue(new Problem('offline', 0));
    await inbox.load();
    expect(inbox.getSnapshot()).toMatchObject({ unread: 1, problem: { code: 'offline' }, busy: 'no' });
    expect(inbox.getSnapshot().items).toHaveLength(2);
  });

  it('of somebody else is not shown to who signs in after him', async () => {
    const host = server();
    let answer = () => {};
    host.list.mockImplementation(() => new Promise((resolve) => (answer = () => resolve({ items: [told('answer')], nextCursor: null }))));
    const inbox = new Inbox(host);
    const loading = inbox.load();
    inbox.forget();
    answer();
    await loading;
    expect(inbox.getSnapshot()).toMatchObject({ items: undefined, unread: undefined });
  });
});

it('events with something unread come first, the newest first, and within them the same', () => {
  const at = (minute: number) => ({ raisedAt: `2027-01-12T10:${String(minute).padStart(2, '0')}:00Z` });
  const items = [
    told('invitation', { eventId: 'a', title: 'Old title' }, { id: 'a1', ...at(1) }),
    told('reminder', { eventId: 'b' }, { id: 'b1', isRead: true, ...at(50) }),
    told('change', { eventId: 'a', title: 'New title' }, { id: 'a2', isRead: true, ...at(40) }),
    told('invitation', { eventId: 'c' }, { id: 'c1', ...at(30) }),
    told('invitation', { eventId: 'c' }, { id: 'c2', ...at(31) }),
    told('digest', { eventId: null }, { id: 'd1', isRead: true, ...at(2) }),
  ];
  expect(groupsOf(items).map(({ key, items: all }) => [key, ...all.map(({ id }) => id)])).toEqual([
    ['c', 'c2', 'c1'],
    ['a', 'a1', 'a2'],
    ['b', 'b1'],
    ['d1', 'd1'],
  ]);
  expect(groupsOf(items)[1]!.title).toBe('New title');
});
