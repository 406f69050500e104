import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invitation } from '../../api/invitations';
import en from '../../app/locales/en.json';
import ru from '../../app/locales/ru.json';
import { canJoin, isOver, proposed } from './invitation';
import InvitationPage from './InvitationPage';

const hour = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const start = Date.now() + 48 * hour;

const standup: Invitation = {
  title: 'Standup',
  description: 'Every week',
  type: 'meeting',
  status: 'scheduled',
  allDay: false,
  start: at(start),
  end: at(start + hour),
  startLocal: '2026-11-24T09:00:00',
  endLocal: '2026-11-24T10:00:00',
  timeZone: 'Asia/Tokyo',
  isRecurring: false,
  rule: null,
  nextDates: [],
  organizerName: 'Ada',
  url: 'https://example.org/x',
  joinFrom: at(start - hour / 6),
  name: 'Gus',
  email: 'guest@example.com',
  answer: 'needs_action',
  comment: null,
  version: 1,
};

const refusal = (status: number, code: string) =>
  Response.json({ type: `/problems/${code}`, title: '', status, detail: 'In English', code }, { status, headers: { 'Content-Type': 'application/problem+json' } });

const fetched = vi.fn<(request: Request) => Promise<Response>>();
const sent = () => fetched.mock.calls.map(([request]) => request).filter((request) => request.method === 'POST');

beforeAll(async () => {
  const { initReactI18next } = await import('react-i18next');
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en }, ru: { translation: ru } } });
});

beforeEach(async () => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
  await i18next.changeLanguage('en');
});

function answersWith(shown: Invitation) {
  fetched.mockImplementation(async (request) =>
    request.method === 'POST' ? Response.json({ ...shown, ...((await request.clone().json()) as object), version: 2 }) : Response.json(shown),
  );
}

function open(path = '/invitation/secret') {
  const router = createMemoryRouter([{ path: '/invitation/:token', element: <InvitationPage /> }, { path: '/', element: <p /> }], { initialEntries: [path] });
  render(
    <MantineProvider>
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return router;
}

const present = async () => (await screen.findByTestId('present-answer')).textContent;

describe('the page of an invitation', () => {
  it('says what, when here and there, where and who, and sends nothing', async () => {
    answersWith(standup);
    open();
    expect(screen.getByRole('status', { name: 'Loading' })).toBeDefined();
    expect(await screen.findByRole('heading', { name: 'Standup' })).toBeDefined();
    expect(screen.getByText('Ada invites you')).toBeDefined();
    expect(screen.getByText('For Gus (guest@example.com)')).toBeDefined();
    expect(screen.getByRole('link', { name: 'https://example.org/x' })).toBeDefined();
    expect(screen.getByTestId('invitation-there').textContent).toContain('Tokyo (UTC+9)');
    expect(await present()).toBe('You have not answered yet.');
    expect(fetched.mock.calls[0]![0].url).toContain('/api/v1/calendar/invitations/secret');
    expect(sent()).toEqual([]);
  });

  it('takes an answer with a comment, by keyboard alone', async () => {
    answersWith(standup);
    open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('textbox', { name: 'Message to the organiser' }));
    await user.keyboard('Late{Tab}{Tab}{Enter}');
    await waitFor(async () => expect(await present()).toBe('You said that you may come.'));
    expect(screen.getByRole('button', { name: 'Maybe' }).getAttribute('aria-pressed')).toBe('true');
    expect(await sent()[0]!.json()).toEqual({ answer: 'tentative', comment: 'Late' });
  });

  it('asks to confirm the answer that the link proposes', async () => {
    answersWith(standup);
    const router = open('/invitation/secret?answer=declined');
    const confirm = await screen.findByRole('button', { name: 'Send the answer: No' });
    expect(sent()).toEqual([]);
    await userEvent.click(confirm);
    await waitFor(async () => expect(await present()).toBe('You said that you will not come.'));
    expect(sent()).toHaveLength(1);
    expect(screen.queryByTestId('confirm-answer')).toBeNull();
    expect(router.state.location.search).toBe('');
  });

  it.each(['accepted', 'maybe', 'needs_action', ''])('asks nothing where the link proposes %j to one who has accepted', async (answer) => {
    answersWith({ ...standup, answer: 'accepted' });
    open(`/invitation/secret?answer=${answer}`);
    expect(await present()).toBe('You said that you will come.');
    expect(screen.queryByTestId('confirm-answer')).toBeNull();
  });

  it('says of a series how it repeats and that the answer is for all', async () => {
    answersWith({ ...standup, isRecurring: true, rule: 'FREQ=WEEKLY;BYDAY=TU', nextDates: [0, 7, 14].map((days) => ({ start: at(start + days * 24 * hour), end: at(start + days * 24 * hour + hour) })) });
    open();
    expect(await screen.findByText(/every Tuesday/)).toBeDefined();
    expect(screen.getByRole('list', { name: 'Next dates' }).children).toHaveLength(3);
    expect(screen.getByText('Your answer is for all dates of the series.')).toBeDefined();
  });

  it('has the way in from ten minutes before', async () => {
    answersWith({ ...standup, joinFrom: at(Date.now() - 1000), start: at(Date.now() + hour / 6), end: at(Date.now() + hour) });
    open();
    expect(await screen.findByTestId('event-join')).toBeDefined();
    cleanup();
    answersWith(standup);
    open();
    expect(await screen.findByText(/You can join from/)).toBeDefined();
    expect(screen.queryByTestId('event-join')).toBeNull();
  });

  it.each([
    ['cancelled', { status: 'cancelled' as const }, 'The event was cancelled'],
    ['over', { status: 'completed' as const }, 'The event is over'],
    ['over by the clock', { start: at(Date.now() - 2 * hour), end: at(Date.now() - hour) }, 'The event is over'],
  ])('takes no answer to one that is %s', async (_, what, sentence) => {
    answersWith({ ...standup, ...what });
    open();
    expect(await screen.findByText(sentence)).toBeDefined();
    expect(screen.queryByTestId('answer')).toBeNull();
    expect(screen.queryByTestId('event-join')).toBeNull();
  });

  it('says so when the invitation does not hold any more', async () => {
    fetched.mockImplementation(() => Promise.resolve(refusal(404, 'invitation_not_found')));
    open();
    expect(await screen.findByRole('heading', { name: 'This invitation does not hold any more' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'To the start page' })).toBeDefined();
  });

  it('keeps what was written where the answer does not get through, and shows what has become of the event meanwhile', async () => {
    answersWith(standup);
    open();
    await userEvent.type(await screen.findByRole('textbox'), 'Late');
    fetched.mockImplementation(() => Promise.reject(new TypeError('network')));
    await userEvent.click(screen.getByRole('button', { name: 'Yes' }));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'Late');
    fetched.mockImplementation((request) => Promise.resolve(request.method === 'POST' ? refusal(409, 'already_cancelled') : Response.json({ ...standup, status: 'cancelled' })));
    await userEvent.click(screen.getByRole('button', { name: 'Yes' }));
    expect(await screen.findByText('The event was cancelled')).toBeDefined();
  });

  it('reads it again when the network is back', async () => {
    fetched.mockImplementation(() => Promise.reject(new TypeError('network')));
    open();
    expect(await screen.findByRole('heading', { name: 'The server cannot be reached' })).toBeDefined();
    answersWith(standup);
    // The page begins to listen after it was drawn
    await waitFor(() => {
      window.dispatchEvent(new Event('online'));
      expect(screen.getByRole('heading', { name: 'Standup' })).toBeDefined();
    });
  });

  it('speaks Russian', async () => {
    await i18next.changeLanguage('ru');
    answersWith(standup);
    open('/invitation/secret?answer=accepted');
    expect(await screen.findByText('Вас приглашает Ada')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Отправить ответ: Да' })).toBeDefined();
  });
});

describe('what follows from the time', () => {
  const now = start;
  const date = (ms: number) => ({ start: at(ms), end: at(ms + hour) });

  it('a series is over when no date is to come, whatever became of the last one', () => {
    expect(isOver({ ...standup, isRecurring: true, status: 'completed', nextDates: [date(now + hour)] }, now)).toBe(false);
    expect(isOver({ ...standup, isRecurring: true, nextDates: [date(now - 2 * hour)] }, now)).toBe(true);
    expect(isOver({ ...standup, isRecurring: true, nextDates: [] }, now)).toBe(true);
  });

  it('there is a call from joinFrom until the end', () => {
    const from = Date.parse(standup.joinFrom);
    expect([from - 1, from, start + hour - 1, start + hour].map((moment) => canJoin(standup, moment))).toEqual([false, true, true, false]);
    expect(canJoin({ ...standup, url: null }, start)).toBe(false);
    expect(canJoin({ ...standup, status: 'cancelled' }, start)).toBe(false);
  });

  it('a link proposes one of three answers or none', () => {
    expect(['accepted', 'tentative', 'declined', 'needs_action', 'yes', ''].map((answer) => proposed(new URLSearchParams({ answer })))).toEqual([
      'accepted', 'tentative', 'declined', undefined, undefined, undefined,
    ]);
  });
});
