import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';

const source = readFileSync(resolve(import.meta.dirname, '../../../public/push-worker.js'), 'utf8');
const origin = 'https://meet.example';

interface Tab {
  url: string;
  focus: ReturnType<typeof vi.fn>;
  navigate: ReturnType<typeof vi.fn>;
}
let tabs: Tab[];
let listeners: Record<string, (event: unknown) => void>;
let shown: [string, NotificationOptions & { actions: unknown[]; data: unknown }][];
const openWindow = vi.fn();
const fetched = vi.fn();

beforeEach(() => {
  [tabs, listeners, shown] = [[], {}, []];
  openWindow.mockReset();
  fetched.mockReset().mockResolvedValue(new Response('{}'));
  const self = {
    location: { origin },
    addEventListener: (name: string, listener: (event: unknown) => void) => (listeners[name] = listener),
    registration: {
      showNotification: (...args: (typeof shown)[number]) => void shown.push(args),
      pushManager: { subscribe: vi.fn(({ applicationServerKey }: { applicationServerKey: unknown }) => Promise.resolve({ toJSON: () => ({ endpoint: `https://push.example/${String(applicationServerKey)}`, keys: { p256dh: 'p', auth: 'a' } }) })) },
    },
    clients: { matchAll: () => Promise.resolve(tabs), openWindow },
  };
  new Function('self', 'fetch', source)(self, fetched);
});

const tab = (path: string): Tab => {
  const made = { url: origin + path, focus: vi.fn(), navigate: vi.fn() };
  tabs.push(made);
  return made;
};
async function happens(name: string, event: object) {
  let work: unknown;
  listeners[name]!({ ...event, waitUntil: (promise: unknown) => (work = promise) });
  await work;
}
const pushed = (payload: unknown) => happens('push', { data: { json: () => payload } });
const clicked = (action: string, data: object) => {
  const close = vi.fn();
  return happens('notificationclick', { action, notification: { data, close } }).then(() => close);
};

it('shows what was pushed, in the words that came along', async () => {
  const actions = [
    { action: 'join', title: 'Войти' },
    { action: 'later', title: 'Позже' },
    { action: 'format_disk', title: '!' },
  ];
  await pushed({ id: 'n1', kind: 'reminder', title: 'Planning', body: 'In 10 minutes', url: `${origin}/calendar?event=e`, join: `${origin}/room/abc`, tag: 'n1', actions });
  expect(shown).toEqual([['Planning', expect.objectContaining({ body: 'In 10 minutes', tag: 'n1', actions: actions.slice(0, 2), data: { id: 'n1', url: `${origin}/calendar?event=e`, join: `${origin}/room/abc` } })]]);
});

it('shows something even when it cannot be read: who shows nothing loses the right to be pushed to', async () => {
  await happens('push', { data: { json: () => JSON.parse('{') } });
  expect(shown[0]![0]).toBe('VideoConf');
});

it('leads a free tab to the event, and leaves the one that is in a call alone', async () => {
  const call = tab('/room/abc');
  const free = tab('/calendar');
  const close = await clicked('', { url: `${origin}/calendar?event=e` });
  expect(close).toHaveBeenCalled();
  expect(free.navigate).toHaveBeenCalledWith(`${origin}/calendar?event=e`);
  expect(call.navigate).not.toHaveBeenCalled();
});

it('opens a call in a tab of its own, or looks at the one that is there', async () => {
  tab('/calendar');
  await clicked('join', { url: `${origin}/`, join: `${origin}/room/abc` });
  expect(openWindow).toHaveBeenCalledWith(`${origin}/room/abc`);
  const there = tab('/room/abc');
  await clicked('join', { url: `${origin}/`, join: `${origin}/room/abc` });
  expect(there.focus).toHaveBeenCalled();
  expect(openWindow).toHaveBeenCalledTimes(1);
});

it('goes to no other site by itself', async () => {
  await clicked('', { url: 'https://evil.example/' });
  expect(openWindow).toHaveBeenCalledWith(`${origin}/notifications`);
});

it('asks the server for another time, and opens nothing, for later', async () => {
  expect(await clicked('later', { id: 'n1', url: `${origin}/` })).toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
  expect(fetched).toHaveBeenCalledWith('/api/v1/notifications/n1/later', expect.objectContaining({ method: 'POST' }));
});

it('is silent when later cannot be told', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  await clicked('later', { id: 'n1', url: `${origin}/` });
  expect(openWindow).not.toHaveBeenCalled();
});

it('subscribes again with the same key when the push service has dropped the old one', async () => {
  await happens('pushsubscriptionchange', { oldSubscription: { options: { applicationServerKey: 'key' } } });
  const [path, { method, body }] = fetched.mock.calls[0] as [string, { method: string; body: string }];
  expect([path, method]).toEqual(['/api/v1/notifications/devices', 'POST']);
  expect(JSON.parse(body)).toMatchObject({ endpoint: 'https://push.example/key', keys: { p256dh: 'p', auth: 'a' } });
});
