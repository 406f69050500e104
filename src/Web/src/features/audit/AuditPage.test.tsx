import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadSession } from '../../api/session';
import { speak } from '../../app/speak.testing';
import { queryOf } from './auditFilter';
import AuditPage from './AuditPage';

beforeAll(async () => {
  await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const line = (position: number) => ({
  id: `l${position}`, position, at: '2026-11-22T14:00:00Z', actor: { kind: 'person', id: 'p2', name: 'Bob' }, client: 'web', what: 'rooms.room_opened',
  text: `opened the room “Room ${position}”`, object: { kind: 'room', id: 'r1', title: 'Room' }, changes: [],
});
const integrity = { place: 7, head: 'ab', seal: null, checkedAt: null as string | null, checkedTo: null as number | null, fault: null as string | null, fingerprint: 'f1f2' };

let asked: URLSearchParams[];
let answers: Record<string, [number, object] | 'offline'>;
beforeEach(() => {
  asked = [];
  answers = {
    '/me': [200, { id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: true }],
    '/me/preferences': [200, { timeZone: 'Europe/Berlin' }],
    '/audit': [200, { items: [line(2), line(1)], nextCursor: 'c1' }],
    '/audit/integrity': [200, integrity],
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const { pathname, searchParams } = new URL((input as Request).url);
    const path = pathname.replace('/api/v1', '');
    if (path === '/audit') asked.push(searchParams);
    const answer = answers[path] ?? [404, {}];
    if (answer === 'offline') throw new TypeError('offline');
    return new Response(JSON.stringify(answer[1]), { status: answer[0], headers: { 'Content-Type': 'application/json' } });
  });
});

async function show(address = '/audit') {
  await loadSession();
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={[address]}>
        <AuditPage />
      </MemoryRouter>
    </MantineProvider>,
  );
}

it('tells who did what, and goes further back', async () => {
  await show();
  await screen.findByText('opened the room “Room 2”');
  expect(screen.getAllByText('Bob')).toHaveLength(2);
  answers['/audit'] = [200, { items: [line(0)], nextCursor: null }];
  await userEvent.click(screen.getByTestId('audit-more'));
  await screen.findByText('opened the room “Room 0”');
  expect(asked.at(-1)!.get('cursor')).toBe('c1');
  expect(screen.getAllByTestId('audit-line')).toHaveLength(3);
  expect(screen.queryByTestId('audit-more')).toBeNull();
});

it('looks for words, a kind, a person, and gives the same as a file', async () => {
  await show();
  fireEvent.change(await screen.findByTestId('audit-q'), { target: { value: ' weekly ' } });
  await userEvent.click(screen.getByRole('button', { name: 'Search' }));
  await waitFor(() => expect(asked.at(-1)!.get('q')).toBe('weekly'));
  await userEvent.selectOptions(await screen.findByTestId('audit-kind'), 'room');
  // A field that is being written in stays the one that is written in, and half a date asks for nothing
  const day = screen.getByTestId('audit-from');
  day.focus();
  fireEvent.change(day, { target: { value: '0002-11-20' } });
  fireEvent.change(day, { target: { value: '2026-11-20' } });
  expect(document.activeElement).toBe(day);
  expect(asked.some((each) => each.get('from'))).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Search' }));
  await waitFor(() => expect(asked.at(-1)!.get('from')).toBe('2026-11-19T23:00:00Z'));
  expect(screen.getByTestId('audit-from')).toBe(day);
  await waitFor(() => expect(asked.at(-1)!.get('kind')).toBe('room'));
  await userEvent.click((await screen.findAllByText('Bob'))[0]!);
  await waitFor(() => expect(asked.at(-1)!.get('person')).toBe('p2'));
  const file = new URL(screen.getByTestId('export-csv').getAttribute('href')!, 'http://localhost').searchParams;
  expect(Object.fromEntries(file)).toEqual({ q: 'weekly', kind: 'room', person: 'p2', from: '2026-11-19T23:00:00Z', language: 'en', format: 'csv' });
  await userEvent.click(screen.getByRole('button', { name: 'No longer only these' }));
  await waitFor(() => expect(asked.at(-1)!.get('person')).toBeNull());
});

it('takes days as the person has them, both whole', () => {
  expect(queryOf(new URLSearchParams('from=2026-03-28&to=2026-03-29'), 'Europe/Berlin')).toEqual({ from: '2026-03-27T23:00:00Z', to: '2026-03-29T22:00:00Z' });
  expect(queryOf(new URLSearchParams('from=soon&to=2026-13-40&q=+'), 'Europe/Berlin')).toEqual({});
});

it.each([
  [integrity, 'unchecked', 'Nobody has checked it yet.'],
  [{ ...integrity, checkedAt: '2026-11-22T15:00:00Z', checkedTo: 7 }, 'intact', /up to fact 7/],
  [{ ...integrity, checkedAt: '2026-11-22T15:00:00Z', checkedTo: 3, fault: 'Fact 4 was changed' }, 'broken', 'Fact 4 was changed'],
])('says how far nobody has touched it', async (answer, state, words) => {
  answers['/audit/integrity'] = [200, answer];
  await show();
  const badge = await screen.findByTestId('integrity');
  expect(badge.dataset['state']).toBe(state);
  await userEvent.click(badge);
  await screen.findByText(words);
});

it('says that it is not known when nobody answers, and asks again', async () => {
  answers['/audit/integrity'] = [500, {}];
  await show();
  const badge = await screen.findByTestId('integrity');
  expect(badge.dataset['state']).toBe('unknown');
  answers['/audit/integrity'] = [200, { ...integrity, checkedAt: '2026-11-22T15:00:00Z', checkedTo: 7 }];
  await userEvent.click(badge);
  await waitFor(() => expect(screen.getByTestId('integrity').dataset['state']).toBe('intact'));
});

it('has words for nothing found, for an error and for no network', async () => {
  answers['/audit'] = [200, { items: [], nextCursor: null }];
  await show();
  await screen.findByText('Nothing is recorded here.');
  cleanup();
  answers['/audit'] = [500, {}];
  await show();
  await screen.findByRole('button', { name: 'Try again' });
  cleanup();
  answers['/audit'] = 'offline';
  await show();
  await screen.findByRole('button', { name: 'Try again' });
  answers['/audit'] = [200, { items: [line(1)], nextCursor: null }];
  window.dispatchEvent(new Event('online'));
  await screen.findByText('opened the room “Room 1”');
});
