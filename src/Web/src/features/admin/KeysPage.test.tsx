import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadSession } from '../../api/session';
import { speak } from '../../app/speak.testing';
import KeysPage from './KeysPage';

beforeAll(() => speak('en'));
afterEach(() => vi.restoreAllMocks());

const info = {
  id: 'k1',
  name: 'Platform',
  prefix: 'vc_AbCdEf',
  scopes: ['interviews:read'],
  requestsPerMinute: 600,
  createdBy: 'Ada',
  createdAt: '2026-11-22T10:00:00Z',
  revokedAt: null as string | null,
};
const scopes = ['interviews:read', 'interviews:write'];

let sent: [string, string, unknown][];
let answers: Record<string, [number, object] | 'offline'>;
beforeEach(() => {
  sent = [];
  answers = {
    'GET /api/v1/me': [200, { id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: true }],
    'GET /api/v1/me/preferences': [200, {}],
    'GET /api/v1/api-keys': [200, { items: [info], scopes }],
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    sent.push([request.method, pathname, request.method === 'POST' ? await request.clone().json() : undefined]);
    const answer = answers[`${request.method} ${pathname}`] ?? [404, {}];
    if (answer === 'offline') throw new TypeError('offline');
    const [status, body] = answer;
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });
});

async function show() {
  await loadSession();
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={['/admin/keys']}>
        <KeysPage />
      </MemoryRouter>
    </MantineProvider>,
  );
}

const fill = async (name: string) => {
  await userEvent.type(await screen.findByLabelText('Name'), name);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Schedule and change interviews' }));
};

it('makes a key, shows it once with a warning, and then only how it begins', async () => {
  const key = 'vc_ZyXwVu0123456789';
  answers['POST /api/v1/api-keys'] = [201, { key, info: { ...info, id: 'k2', name: 'Second', prefix: 'vc_ZyXwVu', scopes: ['interviews:write'] } }];
  await show();
  await fill(' Second ');
  await userEvent.click(screen.getByRole('button', { name: 'Create key' }));

  const dialog = await screen.findByRole('dialog', { name: 'Key “Second”' });
  within(dialog).getByText(/only time that the key is shown/);
  expect(within(dialog).getByLabelText('Key')).toHaveProperty('value', key);
  within(dialog).getByRole('button', { name: 'Copy' });
  expect(sent.find(([method]) => method === 'POST')).toEqual(['POST', '/api/v1/api-keys', { name: 'Second', scopes: ['interviews:write'], requestsPerMinute: 600 }]);

  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('dialog')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'I have copied the key' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByDisplayValue(key)).toBeNull();
  expect(screen.getAllByTestId('api-key').map((row) => within(row).getByText(/^vc_/).textContent)).toEqual(['vc_ZyXwVu…', 'vc_AbCdEf…']);
  expect(screen.getByLabelText('Name')).toHaveProperty('value', '');
});

it('asks for what is missing before anything is sent', async () => {
  await show();
  await userEvent.clear(await screen.findByLabelText('Requests per minute'));
  await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
  await screen.findByText('Give the key a name.');
  screen.getByText('Choose at least one thing that the key may do.');
  screen.getByText(/whole number from 1/);
  expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  expect(sent.some(([method]) => method === 'POST')).toBe(false);
});

it('says what the server refuses', async () => {
  answers['POST /api/v1/api-keys'] = [403, { code: 'not_administrator' }];
  await show();
  await fill('Second');
  await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Only administrators may do this.');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('revokes after a question, and then knows it', async () => {
  answers['DELETE /api/v1/api-keys/k1'] = [204, {}];
  await show();
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke Platform' }));
  const dialog = await screen.findByRole('dialog', { name: 'Revoke the key “Platform”?' });
  within(dialog).getByText(/vc_AbCdEf… are refused/);
  expect(sent.some(([method]) => method === 'DELETE')).toBe(false);
  answers['GET /api/v1/api-keys'] = [200, { items: [{ ...info, revokedAt: '2026-11-23T10:00:00Z' }], scopes }];
  await userEvent.click(within(dialog).getByRole('button', { name: 'Revoke' }));
  await screen.findByText('revoked');
  expect(screen.queryByRole('button', { name: 'Revoke Platform' })).toBeNull();
});

it('keeps the question open when revoking did not work', async () => {
  answers['DELETE /api/v1/api-keys/k1'] = 'offline';
  await show();
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke Platform' }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
});

it('says when there are none', async () => {
  answers['GET /api/v1/api-keys'] = [200, { items: [], scopes }];
  await show();
  await screen.findByText('No keys yet.');
});

it('lets try again when the keys cannot be loaded', async () => {
  answers['GET /api/v1/api-keys'] = 'offline';
  await show();
  await screen.findByText('The server cannot be reached');
  answers['GET /api/v1/api-keys'] = [200, { items: [info], scopes }];
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Platform');
});

it('tells others that it is for administrators, and asks for nothing', async () => {
  answers['GET /api/v1/me'] = [200, { id: 'p2', kind: 'account', displayName: 'Bob', email: 'bob@example.org', isAdministrator: false }];
  await show();
  await screen.findByText('This page is for administrators');
  expect(sent.some(([, path]) => path.includes('api-keys'))).toBe(false);
});

it('lets who is not signed in sign in', async () => {
  answers['GET /api/v1/me'] = [401, { code: 'not_signed_in' }];
  await show();
  expect((await screen.findByRole('link', { name: 'Sign in' })).getAttribute('href')).toContain('/sign-in?return=');
});
