import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadSession } from '../../api/session';
import { speak } from '../../app/speak.testing';
import { queryOf } from './auditFilter';
import AuditPage from './AuditPage';
import ObjectPage from './ObjectPage';

beforeAll(async () => {
  await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const line = (position: number) => ({
  id: `l${position}`, position, at: '2026-11-22T14:00:00Z', actor: { kind: 'person', id: 'p2', name: 'Bob' }, client: 'web', what: 'rooms.room_opened',
  text: `opened the room “Room ${position}”`, object: { kind: 'room', id: 'r1', title: 'Room' }, version: position, changes: [{ field: 'name', label: 'Name', from: 'Room', to: `Room ${position}` }],
});
const integrity = { place: 7, head: 'ab', seal: null, checkedAt: null as string | null, checkedBy: null as string | null, checkedTo: null as number | null, fault: null as string | null, fingerprint: 'f1f2' };

let asked: URLSearchParams[];
let answers: Record<string, [number, object] | 'offline'>;
beforeEach(() => {
  asked = [];
  answers = {
    '/me': [200, { id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: true }],
    '/me/preferences': [200, { timeZone: 'Europe/Berlin' }],
    '/audit': [200, { items: [line(2), line(1)], nextCursor: 'c1' }],
    '/audit/integrity': [200, integrity],
    '/audit/actors': [200, { items: [{ kind: 'person', id: 'p2', name: 'Bob' }] }],
    '/audit/objects/room/r1': [200, { items: [line(2), line(1)], nextCursor: null }],
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
        <Routes>
          <Route path="/audit" element={<AuditPage />} />
          <Route path="/audit/:kind/:id" element={<ObjectPage />} />
        </Routes>
      </MemoryRouter>
    </MantineProvider>,
  );
}

it('tells who did what, and goes further back', async () => {
  await show();
  await screen.findByText('opened the room “Room 2”');
  expect(screen.getAllByRole('button', { name: 'Bob' })).toHaveLength(2);
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
  await userEvent.click((await screen.findAllByRole('button', { name: 'Bob' }))[0]!);
  await waitFor(() => expect(asked.at(-1)!.get('person')).toBe('p2'));
  const file = new URL(screen.getByTestId('export-csv').getAttribute('href')!, 'http://localhost').searchParams;
  expect(Object.fromEntries(file)).toEqual({ q: 'weekly', kind: 'room', person: 'p2', from: '2026-11-19T23:00:00Z', language: 'en', format: 'csv' });
  await waitFor(() => expect(screen.getByTestId<HTMLInputElement>('audit-person').value).toBe('Bob'));
  await userEvent.click(screen.getByRole('button', { name: 'No longer only these' }));
  await waitFor(() => expect(asked.at(-1)!.get('person')).toBeNull());
  await userEvent.click(screen.getByTestId('audit-person'));
  await userEvent.click(await screen.findByRole('option', { name: 'Bob' }));
  await waitFor(() => expect(asked.at(-1)!.get('person')).toBe('p2'));
});

it('takes days as the person has them, both whole', () => {
  expect(queryOf(new URLSearchParams('from=2026-03-28&to=2026-03-29'), 'Europe/Berlin')).toEqual({ from: '2026-03-27T23:00:00Z', to: '2026-03-29T22:00:00Z' });
  expect(queryOf(new URLSearchParams('from=soon&to=2026-13-40&q=+'), 'Europe/Berlin')).toEqual({});
});

it.each([
  [integrity, 'unchecked', 'Nobody has checked it yet.'],
  [{ ...integrity, checkedAt: '2026-11-22T15:00:00Z', checkedTo: 7 }, 'intact', /by the server itself: intact up to fact 7/],
  [{ ...integrity, checkedAt: '2026-11-22T15:00:00Z', checkedBy: 'Ada', checkedTo: 3, fault: 'Fact 4 was changed' }, 'broken', /by Ada; as written up to fact 3/],
])('says how far nobody has touched it, and looks again when asked', async (answer, state, words) => {
  answers['/audit/integrity'] = [200, answer];
  answers['/audit/integrity/check'] = [200, { ...integrity, checkedAt: '2026-11-22T16:00:00Z', checkedBy: 'Ada', checkedTo: 8 }];
  await show();
  const badge = await screen.findByTestId('integrity');
  expect(badge.dataset['state']).toBe(state);
  expect(screen.queryByTestId('integrity-fault') !== null).toBe(state === 'broken');
  await userEvent.click(badge);
  await screen.findByText(words);
  await userEvent.click(screen.getByTestId('integrity-check'));
  await screen.findByText(/by Ada: intact up to fact 8/);
  expect(screen.queryByTestId('integrity-fault')).toBeNull();
});

const asOf = { at: '2026-11-22T13:00:00Z', version: 1, firstAt: '2026-11-20T08:00:00Z', lastAt: '2026-11-22T14:00:00Z', later: 1, fields: [
  { field: 'name', label: 'Name', then: 'Room', now: 'Room 2', differs: true },
  { field: 'isOpen', label: 'Open', then: 'yes', now: 'yes', differs: false },
  { field: 'movedTo', label: 'Moved to', then: null, now: null, differs: false },
] };

it('tells all that happened to one object, and what it was at a moment', async () => {
  answers['/audit/objects/room/r1/as-of'] = [200, asOf];
  await show();
  await userEvent.click((await screen.findAllByTestId('audit-object'))[0]!);
  await screen.findByRole('heading', { name: 'Room', level: 1 });
  // The first line is all new: only the second tells what was otherwise
  expect(screen.getAllByTestId('audit-changes')).toHaveLength(1);
  expect(screen.queryByTestId('as-of')).toBeNull();
  fireEvent.change(screen.getByTestId('as-of-at'), { target: { value: '2026-11-22T14:00' } });
  await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  await screen.findByTestId('as-of');
  const { searchParams } = new URL((vi.mocked(fetch).mock.calls.at(-1)![0] as Request).url);
  expect(Object.fromEntries(searchParams)).toEqual({ at: '2026-11-22T13:00:00Z', language: 'en' });
  expect(screen.getByTestId('as-of-name').textContent).toBe('Name (differs)RoomRoom 2');
  expect(screen.getByTestId('as-of-isOpen').dataset['differs']).toBe('false');
  expect(screen.queryByTestId('as-of-movedTo')).toBeNull();
  await userEvent.click(screen.getByTestId('as-of-now'));
  expect(screen.queryByTestId('as-of')).toBeNull();
});

it('says that it was not there yet, that nothing differs, and that there is no such thing', async () => {
  answers['/audit/objects/room/r1/as-of'] = [200, { ...asOf, version: 0, later: 2 }];
  await show('/audit/room/r1?at=2026-11-01T00:00:00Z');
  await screen.findByText(/came to be on Fri.? 20 November 2026, 09:00/);
  cleanup();
  answers['/audit/objects/room/r1/as-of'] = [200, { ...asOf, later: 0 }];
  await show('/audit/room/r1?at=2026-11-22T14:00:00Z');
  await screen.findByText('Nothing has changed since.');
  cleanup();
  answers['/audit/objects/room/r1'] = 'offline';
  await show('/audit/room/r1?at=2026-11-22T14:00:00Z');
  await screen.findByRole('button', { name: /again/i });
  expect(screen.queryByTestId('as-of-at')).toBeNull();
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
