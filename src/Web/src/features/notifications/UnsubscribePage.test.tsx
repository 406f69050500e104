import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '../../app/speak.testing';
import UnsubscribePage from './UnsubscribePage';

beforeAll(() => speak('en'));
afterEach(() => vi.restoreAllMocks());

let asked: string[];
let answers: Record<string, [number, object]>;
beforeEach(() => {
  asked = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const { method } = input as Request;
    asked.push(method);
    const [status, body] = answers[method]!;
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
  });
});

const show = () =>
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={['/unsubscribe/token']}>
        <Routes>
          <Route path="/unsubscribe/:token" element={<UnsubscribePage />} />
        </Routes>
      </MemoryRouter>
    </MantineProvider>,
  );

it('stops nothing by being opened; one press does, and says so', async () => {
  const link = { kind: 'reminder', hasAccount: true, isStopped: false };
  answers = { GET: [200, link], POST: [200, { ...link, isStopped: true }] };
  show();
  await screen.findByText(/no more mails with reminders/);
  expect(asked).toEqual(['GET']);
  await userEvent.click(screen.getByRole('button', { name: 'Stop these mails' }));
  await screen.findByText('Done: these mails will not come any more');
  expect(screen.getByRole('link', { name: 'Notification settings' })).toBeTruthy();
});

it('tells an address without an account that all mails end', async () => {
  answers = { GET: [200, { kind: 'invitation', hasAccount: false, isStopped: false }], POST: [200, { kind: 'invitation', hasAccount: false, isStopped: true }] };
  show();
  await screen.findByText(/no invitations, no changes/);
  await userEvent.click(screen.getByRole('button', { name: 'Stop these mails' }));
  await screen.findByText('Done: these mails will not come any more');
  expect(screen.queryByRole('link', { name: 'Notification settings' })).toBeNull();
});

it('says when a link is none of ours', async () => {
  answers = { GET: [404, { code: 'link_not_found' }] };
  show();
  await screen.findByText('This link does not work');
  expect(screen.queryByRole('button', { name: 'Stop these mails' })).toBeNull();
});

it('says when stopping did not work, and lets try again', async () => {
  answers = { GET: [200, { kind: 'digest', hasAccount: true, isStopped: false }], POST: [503, {}] };
  show();
  await userEvent.click(await screen.findByRole('button', { name: 'Stop these mails' }));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot answer right now');
  expect(screen.getByRole('button', { name: 'Stop these mails' })).toBeTruthy();
});
