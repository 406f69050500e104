import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '../../app/speak.testing';
import AttendancePage from './AttendancePage';
import StoryPage from './StoryPage';
import TimelinePage from './TimelinePage';

beforeAll(async () => {
  await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const at = (time: string) => `2026-11-22T14:${time}Z`;
const session = { sessionId: 's1', roomCode: 'abc', roomName: 'Kitchen', startedAt: at('00:00'), endedAt: at('10:00'), endReason: 'ended_by_host' };
const person = (personId: string, displayName: string, from: string, to: string) => ({
  personId, displayName, role: 'guest', isGuest: true, totalSeconds: 300, stays: [{ participantId: `${personId}1`, joinedAt: at(from), leftAt: at(to), reason: 'left' }],
});
const [ada, bob] = [person('a', 'Ada', '00:00', '10:00'), person('b', 'Bob', '04:00', '09:00')];
const minute = {
  seconds: 60, grade: 'poor', lossPercent: 12, roundTripMs: 80, sendKbps: 1, receiveKbps: 1, framesPerSecond: 9, width: 1, height: 1, codec: 'VP8', relayed: true,
  spokeSeconds: 7, sharedSeconds: 0, reconnects: 1, browser: 'Chrome 156', troubles: [{ kind: 'signalling_lost', detail: '12', at: at('05:30') }],
};
const moment = (time: string, what: string, rest: object = {}) => ({ at: at(time), what, personId: 'b', participantId: 'b1', by: null, word: null, minute: null, ...rest });
const items = [moment('04:00', 'joined', { word: 'guest' }), moment('06:00', 'measured', { minute }), moment('07:00', 'muted', { by: 'a' }), moment('09:00', 'left', { word: 'left' })];

let answers: Record<string, [number, object] | 'offline'>;
beforeEach(() => {
  const path = '/rooms/abc/sessions/s1';
  answers = {
    [`${path}/attendance`]: [200, { ...session, scheduled: { eventId: 'e', title: 'Retro', start: at('02:00'), end: at('30:00') }, people: [{ ...ada, lateSeconds: -120 }, { ...bob, lateSeconds: 120 }] }],
    [`${path}/timeline`]: [200, { ...session, scheduled: null, interviewId: 'i1', people: [ada, bob], items: items.slice(0, 2), nextCursor: '1-2' }],
    [`${path}/timeline?cursor=1-2`]: [200, { ...session, scheduled: null, interviewId: 'i1', people: [ada, bob], items: items.slice(2), nextCursor: null }],
    [`${path}/people/b/connection`]: [200, { ...session, person: bob, items }],
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const { pathname, search } = new URL((input as Request).url);
    const answer = answers[pathname.replace('/api/v1', '') + search] ?? [404, {}];
    if (answer === 'offline') throw new TypeError('offline');
    return new Response(JSON.stringify(answer[1]), { status: answer[0], headers: { 'Content-Type': 'application/json' } });
  });
});

function show(page: '' | '/timeline' | '/people/b') {
  render(
    <MantineProvider env="test">
      <MemoryRouter initialEntries={[`/room/abc/sessions/s1${page}`]}>
        <Routes>
          <Route path="/room/:code/sessions/:id" element={<AttendancePage />} />
          <Route path="/room/:code/sessions/:id/timeline" element={<TimelinePage />} />
          <Route path="/room/:code/sessions/:id/people/:personId" element={<StoryPage />} />
        </Routes>
      </MemoryRouter>
    </MantineProvider>,
  );
}

it('tells who came, how late, and gives it as a file', async () => {
  show('');
  await screen.findByText('2 mins early');
  await screen.findByText('2 mins late');
  await screen.findByText(/Planned: “Retro”/);
  expect(screen.getByTestId('attendance-csv').getAttribute('href')).toBe('/api/v1/rooms/abc/sessions/s1/attendance?format=csv');
});

it('shows at the slider’s moment who was there, how well, and who spoke', async () => {
  show('/timeline');
  const slider = await screen.findByRole('slider', { name: 'Time' });
  expect(screen.getByTestId('replay-present').textContent).toBe('Adanot measured');
  fireEvent.change(slider, { target: { value: '330000' } });
  expect(slider.getAttribute('aria-valuetext')).toMatch(/05:30.*2 people there/);
  expect(screen.getByTestId('replay-present').textContent).toBe('Adanot measuredBobspoke 7 secsPoor');
  // The second page came too, and its time leads the slider there
  await screen.findByText('Bob: microphone switched off by Ada');
  await userEvent.click(screen.getByRole('button', { name: /04:00/ }));
  expect((slider as HTMLInputElement).value).toBe('240000');
  expect(screen.getByRole('link', { name: /code/i }).getAttribute('href')).toBe('/interviews/i1/code');
});

it('tells the story of one person with its likeliest reason', async () => {
  show('/people/b');
  expect((await screen.findByTestId('story-verdict')).dataset['verdict']).toBe('loss');
  const story = screen.getByTestId('story').textContent;
  expect(story).toContain('Bob: came in (Guest) (Chrome 156)');
  expect(story).toContain('went through a relay');
  expect(story).toContain('away for 12 s');
  expect(story).toContain('at most 12 % lost');
  expect(story).toContain('switched off by Somebody');
});

it.each(['', '/timeline', '/people/b'] as const)('has words for no access and for no network: %s', async (page) => {
  for (const key of Object.keys(answers)) answers[key] = [403, { code: 'not_host_or_co_host' }];
  show(page);
  await screen.findByText('Only the host or a co-host of the room can do this.');
  cleanup();
  const before = answers;
  answers = Object.fromEntries(Object.keys(before).map((key) => [key, 'offline' as const]));
  show(page);
  await screen.findByRole('button', { name: /again/i });
});
