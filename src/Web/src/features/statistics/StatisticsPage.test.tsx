import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { loadSession } from '../../api/session';
import { speak } from '../../app/speak.testing';
import en from '../../app/locales/en.json';
import { figureText } from './figureText';
import { queryOf } from './period';
import StatisticsPage from './StatisticsPage';

beforeAll(async () => {
  await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const now = new Date('2026-11-30T23:30:00Z');
const answerTo = (report: string, search: URLSearchParams) => {
  const figures = Object.keys(en.statistics.figures[report as 'sessions']);
  const by = search.get('by')!;
  const row = (key: string, label: string | null, value: number) => ({ key, label, figures: Object.fromEntries(figures.map((figure) => [figure, value])) });
  const rows = by === 'person' ? [row('p1', 'Ada', 2), row('guests', null, 5)] : report === 'hours' ? [row('1-09', null, 7)] : [row('2026-11-29', null, 3), row('2026-11-30', null, 4)];
  return { report, from: search.get('from'), to: search.get('to'), zone: search.get('zone'), by, figures, total: row('total', null, 7), rows };
};

let asked: [string, URLSearchParams][];
let failing: Record<string, number | 'offline'>;
beforeEach(() => {
  asked = [];
  failing = {};
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const { pathname, searchParams } = new URL((input as Request).url);
    const path = pathname.replace('/api/v1', '');
    const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
    if (path === '/me') return json({ id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: true });
    if (path === '/me/preferences') return json({ timeZone: 'Europe/Berlin' });
    const report = path.replace('/statistics/', '');
    asked.push([report, searchParams]);
    const fails = failing[report];
    if (fails === 'offline') throw new TypeError('offline');
    return fails ? json({}, fails) : json(answerTo(report, searchParams));
  });
});

async function show(address = '/statistics') {
  await loadSession();
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={[address]}>
        <StatisticsPage />
      </MemoryRouter>
    </MantineProvider>,
  );
}

it('shows each report with its figures, how they are computed, a chart and the table behind it', async () => {
  await show('/statistics?from=2026-11-29&to=2026-11-30');
  const sessions = within(await screen.findByTestId('report-sessions'));
  expect(sessions.getByRole('img', { name: 'Sessions: Days' }).querySelectorAll('rect')).toHaveLength(2);
  await userEvent.click(sessions.getByRole('button', { name: 'How is “Most at once” computed?' }));
  await screen.findByText(en.statistics.figures.sessions.peak.how);
  fireEvent.click(sessions.getByTestId('table-sessions'));
  const table = within(await sessions.findByRole('table'));
  expect(table.getAllByRole('row')).toHaveLength(4);
  expect(table.getByRole('rowheader', { name: '30 Nov 2026' })).toBeTruthy();
  const map = within(within(await screen.findByTestId('report-hours')).getByRole('table'));
  expect(map.getAllByRole('row')).toHaveLength(25);
  expect(map.getByText('7')).toBeTruthy();
  const file = new URL(sessions.getByTestId('csv-sessions').getAttribute('href')!, 'http://localhost');
  expect(Object.fromEntries(file.searchParams)).toEqual({ from: '2026-11-29', to: '2026-11-30', zone: 'Europe/Berlin', by: 'day', format: 'csv' });
});

it('tells the same by person, and asks for another period and zone when it is sent', async () => {
  await show('/statistics?from=2026-11-29&to=2026-11-30');
  await userEvent.selectOptions(await screen.findByTestId('by-sessions'), 'person');
  await waitFor(() => expect(within(screen.getByTestId('report-sessions')).getByText('Guests')).toBeTruthy());
  expect(asked.at(-1)![1].get('by')).toBe('person');
  const before = asked.length;
  fireEvent.change(screen.getByTestId('statistics-from'), { target: { value: '2026-10-01' } });
  await userEvent.selectOptions(screen.getByTestId('statistics-by'), 'week');
  expect(asked).toHaveLength(before);
  await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  await waitFor(() => expect(asked.some(([report, search]) => report === 'quality' && search.get('from') === '2026-10-01' && search.get('by') === 'week')).toBe(true));
});

it('has words for nothing there, for an error and for no network', async () => {
  failing = { sessions: 500, quality: 'offline' };
  await show();
  expect(await screen.findAllByRole('alert')).toHaveLength(2);
  failing = {};
  await waitFor(() => {
    window.dispatchEvent(new Event('online'));
    screen.getByTestId('report-quality');
  });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByTestId('report-sessions');
});

it('takes the last thirty days of the zone when nothing is asked for, and as coarse as the period is long', () => {
  expect(queryOf(new URLSearchParams(), 'Europe/Berlin', now)).toEqual({ from: '2026-11-02', to: '2026-12-01', zone: 'Europe/Berlin', by: 'day' });
  expect(queryOf(new URLSearchParams('zone=America/St_Johns'), 'UTC', now).to).toBe('2026-11-30');
  expect(queryOf(new URLSearchParams('from=2026-01-01&to=2026-12-31&by='), 'UTC', now).by).toBe('month');
  expect(queryOf(new URLSearchParams('from=soon&to=2026-13-40&zone=Mars'), 'UTC', now)).toMatchObject({ to: '2026-11-30', zone: 'Mars' });
});

it('writes figures as people read them', () => {
  expect(figureText('goodShare', 0.875, 'en')).toBe('87.5%');
  expect(figureText('personMinutes', 90, 'en')).toBe('90 mins');
  expect(figureText('personMinutes', 150, 'en')).toBe('2.5 hrs');
  expect(figureText('p99Seconds', 0.25, 'en')).toBe('0.3 secs');
  expect(figureText('averageMinutes', null, 'en')).toBe('–');
});
