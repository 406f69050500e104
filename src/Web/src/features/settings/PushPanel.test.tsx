import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { deviceParts } from '../../api/pushDevice';
import { speak } from '../../app/speak.testing';
import { PushPanel } from './PushPanel';

beforeAll(() => speak('en'));

const key = 'BAcFBgcI';
let permission: NotificationPermission;
let asked: NotificationPermission;
let subscribed: boolean;
let keyStatus: number;
let sent: [string, string, unknown][];
const unsubscribe = vi.fn();

beforeEach(() => {
  [permission, asked, subscribed, keyStatus, sent] = ['default', 'granted', false, 200, []];
  unsubscribe.mockReset();
  localStorage.clear();
  const subscription = {
    options: { applicationServerKey: Uint8Array.from([4, 7, 5, 6, 7, 8]).buffer },
    toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe,
  };
  const pushManager = {
    getSubscription: () => Promise.resolve(subscribed ? subscription : null),
    subscribe: () => {
      subscribed = true;
      return Promise.resolve(subscription);
    },
  };
  const registration = { pushManager };
  vi.stubGlobal('PushManager', () => {});
  vi.stubGlobal('Notification', {
    get permission() {
      return permission;
    },
    requestPermission: () => Promise.resolve((permission = asked)),
  });
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: () => Promise.resolve(subscribed ? registration : undefined), register: () => Promise.resolve(registration), ready: Promise.resolve(registration) },
  });
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    sent.push([request.method, pathname, request.method === 'POST' ? await request.clone().json() : undefined]);
    const body = pathname.endsWith('push-key') ? (keyStatus === 200 ? { publicKey: key } : {}) : pathname.endsWith('devices') ? { id: 'd1' } : undefined;
    const status = pathname.endsWith('push-key') ? keyStatus : body ? 200 : 204;
    return new Response(body && JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  delete (navigator as { serviceWorker?: unknown }).serviceWorker;
});

const device = { id: 'd1', name: 'Chrome on Linux', since: '2026-11-22T10:00:00Z' };
const onChanged = vi.fn();
const show = (devices = [] as (typeof device)[]) => (
  <MantineProvider env="test">
    <PushPanel devices={devices} onChanged={onChanged} />
  </MantineProvider>
);

it('asks, subscribes and tells the server, then knows this device', async () => {
  const { rerender } = render(show());
  await userEvent.click(await screen.findByRole('button', { name: 'Turn on on this device' }));
  await waitFor(() => expect(onChanged).toHaveBeenCalled());
  expect(sent.find(([method]) => method === 'POST')).toMatchObject(['POST', '/api/v1/notifications/devices', { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }]);
  rerender(show([device]));
  await screen.findByText('this device');
  expect(screen.queryByRole('button', { name: 'Turn on on this device' })).toBeNull();
});

it.each<[string, () => void, RegExp]>([
  ['the server has no keys', () => (keyStatus = 503), /sends no push messages/],
  ['the server knows no push', () => (keyStatus = 404), /sends no push messages/],
  ['the person said no for good', () => (permission = 'denied'), /blocked in the browser/],
  ['the browser cannot', () => vi.stubGlobal('PushManager', undefined), /cannot show push messages/],
])('says so when %s, and offers nothing', async (_why, become, text) => {
  become();
  if (_why === 'the browser cannot') delete (navigator as { serviceWorker?: unknown }).serviceWorker;
  render(show());
  await screen.findByText(text);
  expect(screen.queryByRole('button', { name: 'Turn on on this device' })).toBeNull();
});

it('lets who closed the question try again, and tells the server nothing', async () => {
  asked = 'default';
  render(show());
  await userEvent.click(await screen.findByRole('button', { name: 'Turn on on this device' }));
  await screen.findByText(/press “Allow”/);
  expect(screen.getByRole('button', { name: 'Turn on on this device' })).toBeTruthy();
  expect(sent.some(([method]) => method === 'POST')).toBe(false);
});

it('turns off in the browser, too, when this device is removed', async () => {
  [permission, subscribed] = ['granted', true];
  localStorage.setItem('videoconf.push-device', 'd1');
  render(show([device]));
  await screen.findByText('this device');
  await userEvent.click(screen.getByRole('button', { name: 'Remove Chrome on Linux' }));
  await waitFor(() => expect(unsubscribe).toHaveBeenCalled());
  expect(sent.some(([method, path]) => method === 'DELETE' && path.endsWith('/d1'))).toBe(true);
});

it('gives nobody the messages of who was at this browser before', async () => {
  [permission, subscribed] = ['granted', true];
  localStorage.setItem('videoconf.push-device', 'of somebody else');
  render(show());
  await userEvent.click(await screen.findByRole('button', { name: 'Turn on on this device' }));
  await waitFor(() => expect(sent.some(([method]) => method === 'POST')).toBe(true));
  expect(unsubscribe).toHaveBeenCalled();
});

it('is off when the server has forgotten this device', async () => {
  [permission, subscribed] = ['granted', true];
  localStorage.setItem('videoconf.push-device', 'gone');
  render(show([device]));
  await screen.findByRole('button', { name: 'Turn on on this device' });
});

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0', 'Edge', 'Windows'],
  ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/20.0 Mobile/15E148 Safari/604.1', 'Safari', 'iOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox', 'Linux'],
])('%s is called %s on %s', (agent, browser, system) => {
  expect(deviceParts(agent)).toEqual({ browser, system });
});
