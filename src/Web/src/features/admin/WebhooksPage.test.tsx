import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TFunction } from 'i18next';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadSession } from '../../api/session';
import { speak } from '../../app/speak.testing';
import { checkWebhook, kindText, lastText, targetOf } from './webhookForm';
import WebhooksPage from './WebhooksPage';

let t: TFunction;
beforeAll(async () => {
  t = await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const hook = { id: 'w1', url: 'https://example.org/hooks', kinds: ['*'], createdBy: 'Platform', createdAt: '2026-11-22T10:00:00Z', previousSecretUntil: null as string | null };
const delivery = {
  id: 'd1', kind: 'interview.ended', interviewId: 'i1', state: 'waiting', attempts: 2, last: '500' as string | null,
  firstAt: '2026-11-23T10:00:00Z', nextAt: '2026-11-23T10:05:00Z' as string | null, deliveredAt: null as string | null,
};

let sent: [string, string, unknown][];
let answers: Record<string, [number, object] | 'offline'>;
beforeEach(() => {
  sent = [];
  answers = {
    'GET /me': [200, { id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: true }],
    'GET /me/preferences': [200, {}],
    'GET /webhooks': [200, { items: [hook] }],
    'GET /webhooks/w1/deliveries': [200, { items: [delivery] }],
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    sent.push([request.method, path, request.method === 'GET' ? undefined : await request.clone().json().catch(() => undefined)]);
    const answer = answers[`${request.method} ${path}`] ?? [404, {}];
    if (answer === 'offline') throw new TypeError('offline');
    const [status, body] = answer;
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
});

const of = (method: string) => sent.filter(([each]) => each === method).map(([, path, body]) => [path, body]);

async function show() {
  await loadSession();
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={['/admin/webhooks']}>
        <WebhooksPage />
      </MemoryRouter>
    </MantineProvider>,
  );
}

it('subscribes, shows the secret once, and then never', async () => {
  answers['POST /webhooks'] = [201, { secret: 'whsec_abc', webhook: { ...hook, id: 'w2', url: 'https://example.org/new' } }];
  await show();
  const field = await screen.findByTestId('webhook-url');
  await userEvent.click(screen.getByTestId('webhook-go'));
  await screen.findByText(/begins with https:\/\/ and holds/);
  expect(of('POST')).toEqual([]);
  fireEvent.change(field, { target: { value: ' https://example.org/new ' } });
  await userEvent.click(screen.getByTestId('webhook-go'));
  const dialog = await screen.findByRole('dialog', { name: 'The webhook’s secret' });
  expect(within(dialog).getByLabelText('Secret')).toHaveProperty('value', 'whsec_abc');
  expect(of('POST')).toEqual([['/webhooks', { url: 'https://example.org/new', kinds: ['*'] }]]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'I have copied the secret' }));
  await waitFor(() => expect(screen.queryByDisplayValue('whsec_abc')).toBeNull());
  expect(screen.getAllByTestId('webhook').length).toBe(2);
});

it('says what the server refuses of an address', async () => {
  answers['POST /webhooks'] = [400, { code: 'webhook_address_not_allowed', field: 'url', detail: '' }];
  await show();
  fireEvent.change(await screen.findByTestId('webhook-url'), { target: { value: 'https://127.0.0.1/' } });
  await userEvent.click(screen.getByTestId('webhook-go'));
  await screen.findByText('This server may not ask that address.');
});

it('tells what came of deliveries, and sends one again', async () => {
  answers['POST /webhooks/w1/deliveries/d1/redeliver'] = [200, delivery];
  await show();
  await userEvent.click(await screen.findByTestId('show-deliveries'));
  const row = await screen.findByTestId('delivery');
  for (const words of ['Ended', 'waits', '2 attempts, answered 500', /next attempt 23 Nov/]) within(row).getByText(words);
  answers['GET /webhooks/w1/deliveries'] = [200, { items: [{ ...delivery, state: 'delivered', last: '204', nextAt: null, deliveredAt: '2026-11-23T10:06:00Z' }] }];
  await userEvent.click(within(row).getByTestId('redeliver'));
  await screen.findByText('2 attempts, answered 204');
  answers['POST /webhooks/w1/deliveries/d1/redeliver'] = [404, { code: 'webhook_delivery_not_found' }];
  await userEvent.click(screen.getByTestId('redeliver'));
  expect((await screen.findByRole('alert')).textContent).toContain('not kept any more');
});

it('says when nothing was told, and lets try again when that cannot be read', async () => {
  answers['GET /webhooks/w1/deliveries'] = 'offline';
  await show();
  await userEvent.click(await screen.findByTestId('show-deliveries'));
  const again = await screen.findByRole('button', { name: 'Try again' });
  answers['GET /webhooks/w1/deliveries'] = [200, { items: [] }];
  await userEvent.click(again);
  await screen.findByText(/not been told anything/);
});

it('makes a new secret after a question, and says how long the old one signs', async () => {
  answers['POST /webhooks/w1/secret'] = [200, { secret: 'whsec_new', webhook: { ...hook, previousSecretUntil: '2026-11-24T10:00:00Z' } }];
  await show();
  await userEvent.click(await screen.findByTestId('webhook-rotate'));
  expect(of('POST')).toEqual([]);
  await userEvent.click(screen.getByTestId('confirm-go'));
  await screen.findByDisplayValue('whsec_new');
  screen.getByText(/secret before the present one signs too/);
});

it('changes and removes, and keeps the question open when that did not work', async () => {
  answers['PUT /webhooks/w1'] = [200, { ...hook, url: 'https://example.org/others', kinds: ['interview.ended'] }];
  answers['DELETE /webhooks/w1'] = 'offline';
  await show();
  await userEvent.click(await screen.findByTestId('webhook-change'));
  const dialog = await screen.findByRole('dialog', { name: 'Change the webhook' });
  fireEvent.change(within(dialog).getByTestId('webhook-url'), { target: { value: 'https://example.org/others' } });
  await userEvent.click(within(dialog).getByTestId('webhook-go'));
  await screen.findByText('https://example.org/others');
  expect(of('PUT')).toEqual([['/webhooks/w1', { url: 'https://example.org/others', kinds: ['*'] }]]);
  await userEvent.click(screen.getByTestId('webhook-remove'));
  await userEvent.click(await screen.findByTestId('confirm-go'));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  answers['DELETE /webhooks/w1'] = [204, {}];
  await userEvent.click(screen.getByTestId('confirm-go'));
  await screen.findByText('No webhooks yet.');
});

it('lets try again when the webhooks cannot be loaded', async () => {
  answers['GET /webhooks'] = 'offline';
  await show();
  const again = await screen.findByRole('button', { name: 'Try again' });
  answers['GET /webhooks'] = [200, { items: [hook] }];
  await userEvent.click(again);
  await screen.findByTestId('webhook');
});

it('tells others that it is for administrators, and asks for nothing', async () => {
  answers['GET /me'] = [200, { id: 'p2', kind: 'account', displayName: 'Bob', email: 'bob@example.org', isAdministrator: false }];
  await show();
  await screen.findByText('This page is for administrators');
  expect(sent.some(([, path]) => path.includes('webhooks'))).toBe(false);
});

it('has words for what it knows, and shows the rest as it is', () => {
  expect(checkWebhook({ url: 'example.org', kinds: [] }, t)).toHaveProperty('url');
  expect(checkWebhook({ url: 'https://example.org', kinds: [] }, t)).toEqual({});
  expect(targetOf({ url: ' https://a.example ', kinds: ['interview.ended'] })).toEqual({ url: 'https://a.example', kinds: ['interview.ended'] });
  expect([kindText(t, '*'), kindText(t, 'interview.no_show'), kindText(t, 'interview.moon')]).toEqual(['Everything about interviews', 'Somebody did not come', 'interview.moon']);
  expect([null, '404', 'timed_out', 'odd'].map((last) => lastText(t, { last }))).toEqual(['no answer yet', 'answered 404', 'no answer in time', 'odd']);
});
