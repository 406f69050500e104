import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JoinLink } from '../../api/interviews';
import { speak } from '../../app/speak.testing';
import { interviewIn, member } from './interview.testing';
import InterviewPage from './InterviewPage';
import InterviewsPage from './InterviewsPage';
import JoinPage from './JoinPage';
import NewInterviewPage from './NewInterviewPage';
import { account, fakeServer, show } from './pages.testing';

beforeAll(() => speak('en'));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

// The long form at a letter a time takes seconds on a busy machine
const write = (field: HTMLElement, text: string) => fireEvent.change(field, { target: { value: text } });

const me = { 'GET /me': [200, account], 'GET /me/preferences': [200, {}] } satisfies Parameters<typeof fakeServer>[0];

describe('the list', () => {
  const list = (items: object[]) => fakeServer({ ...me, 'GET /interviews': [200, { items, nextCursor: '', hasMore: false }] });
  const open = () => show(<InterviewsPage />, '/interviews', '/interviews');

  it('says what one can do when there is none', async () => {
    list([]);
    await open();
    await screen.findByText('No interviews yet');
    expect(screen.getByRole('link', { name: 'See an example' }).getAttribute('href')).toBe('/demo');
  });

  it('tells state and part in words, and leads in when it is time', async () => {
    list([interviewIn(0.1, { id: 'soon', title: 'Soon', state: 'confirmed' }), interviewIn(48, { id: 'later', title: 'Later' })]);
    await open();
    const [soon, later] = await screen.findAllByTestId('interview');
    within(soon!).getByText('Confirmed');
    within(soon!).getByText(/you interview/);
    expect(within(soon!).getByTestId('event-join').getAttribute('href')).toBe('/room/abc-defg-hij');
    within(later!).getByText('Scheduled');
    expect(within(later!).queryByTestId('event-join')).toBeNull();
  });

  it('filters, and offers to show all when nothing is left', async () => {
    list([interviewIn(2)]);
    await open();
    await userEvent.selectOptions(await screen.findByLabelText('State'), 'ended');
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getAllByTestId('interview').length).toBe(1);
  });

  it('lets try again without a connection', async () => {
    const { answers } = fakeServer({ ...me, 'GET /interviews': 'offline' });
    await open();
    const again = await screen.findByRole('button', { name: 'Try again' });
    answers['GET /interviews'] = [200, { items: [interviewIn(2)] }];
    await userEvent.click(again);
    await screen.findByTestId('interview');
  });
});

describe('the form', () => {
  const open = () => show(<NewInterviewPage />, '/interviews/new', '/interviews/new');
  async function fill() {
    write(await screen.findByTestId('interview-title'), 'Algorithms');
    await userEvent.click(screen.getByRole('button', { name: 'I am the interviewer' }));
    write(screen.getByTestId('candidate-email'), 'bob@example.org');
  }

  it('asks for what is missing before anything is sent', async () => {
    const server = fakeServer(me);
    await open();
    await userEvent.click(await screen.findByTestId('schedule'));
    await screen.findByText('Give the interview a title.');
    expect(document.activeElement).toBe(screen.getByTestId('interview-title'));
    expect(server.of('POST')).toEqual([]);
  });

  it('takes the other side’s place with one button', async () => {
    fakeServer(me);
    await open();
    await fill();
    expect(screen.getByTestId('interviewer-email')).toHaveProperty('value', 'ada@example.org');
    await userEvent.click(screen.getByRole('button', { name: 'I am the candidate' }));
    expect(screen.getByTestId('candidate-email')).toHaveProperty('value', 'ada@example.org');
    expect(screen.getByTestId('interviewer-email')).toHaveProperty('value', '');
  });

  it('sends criteria of one’s own, and goes on to write the one that was added', async () => {
    const server = fakeServer({ ...me, 'POST /interviews': [201, interviewIn(2)] });
    await open();
    await fill();
    await userEvent.click(screen.getByTestId('own-rubric'));
    expect(screen.getAllByTestId('criterion-title').map((field) => (field as HTMLInputElement).value)).toEqual(['Problem solving', 'Communication', 'Code quality']);
    await userEvent.click(screen.getByRole('button', { name: 'Remove “Communication”' }));
    await userEvent.click(screen.getByTestId('add-criterion'));
    const added = screen.getAllByTestId('criterion-title').at(-1)!;
    expect(document.activeElement).toBe(added);
    await userEvent.click(screen.getByTestId('schedule'));
    await screen.findByText('Say what is judged.');
    expect(server.of('POST')).toEqual([]);
    write(added, 'Speed');
    await userEvent.click(screen.getByTestId('schedule'));
    await screen.findByTestId('elsewhere');
    expect(server.of('POST')[0]!.body).toMatchObject({
      rubric: [
        { id: 'problem_solving', title: 'Problem solving', max: 5 },
        { id: 'code_quality', title: 'Code quality', max: 5 },
        { id: 'criterion_1', title: 'Speed', max: 5 },
      ],
      reminders: [10, 1440],
    });
  });

  it('says when the interviewer is busy, and sends another time under another key', async () => {
    const conflict = { eventId: null, title: null, start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' };
    const server = fakeServer({ ...me, 'POST /interviews': [409, { code: 'interviewer_busy', field: 'start', detail: '', conflict }] });
    await open();
    await fill();
    await userEvent.click(screen.getByTestId('schedule'));
    expect((await screen.findByTestId('busy')).textContent).toContain('1 December');
    server.answers['POST /interviews'] = [201, interviewIn(2)];
    await userEvent.click(screen.getByTestId('schedule'));
    await screen.findByTestId('elsewhere');
    const keys = server.of('POST').map(({ headers }) => headers.get('Idempotency-Key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('keeps its key when no answer came', async () => {
    const server = fakeServer({ ...me, 'POST /interviews': 'offline' });
    await open();
    await fill();
    await userEvent.click(screen.getByTestId('schedule'));
    await screen.findByRole('alert');
    server.answers['POST /interviews'] = [201, interviewIn(2)];
    await userEvent.click(screen.getByTestId('schedule'));
    await screen.findByTestId('elsewhere');
    const [first, second] = server.of('POST').map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });
});

describe('the interview', () => {
  const open = () => show(<InterviewPage />, '/interviews/:id', '/interviews/i1');

  it('is confirmed with one button', async () => {
    const before = interviewIn(2);
    const after = { ...before, version: 4, interviewer: { ...before.interviewer, hasConfirmed: true }, you: { ...before.you!, hasConfirmed: true } };
    const server = fakeServer({ ...me, 'GET /interviews/i1': [200, before], 'POST /interviews/i1/confirm': [200, after] });
    await open();
    await userEvent.click(await screen.findByTestId('confirm'));
    await waitFor(() => expect(screen.queryByTestId('confirm')).toBeNull());
    within(screen.getByTestId('member-interviewer')).getByText('confirmed');
    expect(server.of('POST').length).toBe(1);
  });

  it('shows links to who manages it, and not to others', async () => {
    const server = fakeServer({ ...me, 'GET /interviews/i1': [200, interviewIn(2)] });
    await open();
    await screen.findByLabelText('Personal link of Bob');
    cleanup();
    const candidate = interviewIn(2, { mayManage: false, you: { memberId: 'm2', part: 'candidate', hasConfirmed: true, hasGivenFeedback: false }, interviewer: member('m1', 'Ada', { joinUrl: null, email: null }) });
    server.answers['GET /interviews/i1'] = [200, candidate];
    await open();
    await screen.findByTestId('member-candidate');
    expect(screen.queryByLabelText(/Personal link/)).toBeNull();
    expect(screen.queryByTestId('manage-time')).toBeNull();
    screen.getByTestId('manage-cancel');
  });

  it('is cancelled after a question, with a reason', async () => {
    const server = fakeServer({
      ...me,
      'GET /interviews/i1': [200, interviewIn(2)],
      'POST /interviews/i1/cancel': [200, interviewIn(2, { state: 'cancelled', cancelledBy: 'Ada', cancelReason: 'I am ill', version: 4 })],
    });
    await open();
    await userEvent.click(await screen.findByTestId('manage-cancel'));
    write(await screen.findByLabelText('Reason'), 'I am ill');
    expect(server.of('POST')).toEqual([]);
    await userEvent.click(screen.getByTestId('edit-go'));
    await screen.findByText('The interview was cancelled: Ada');
    expect(server.of('POST')[0]!.body).toEqual({ reason: 'I am ill' });
    screen.getByTestId('manage-reopen');
  });

  it('changes its place for the version that was seen', async () => {
    const elsewhere = interviewIn(2, { serviceType: 'other_link', link: 'https://meet.example.org/x', version: 4 });
    const server = fakeServer({ ...me, 'GET /interviews/i1': [200, interviewIn(2)], 'PUT /interviews/i1/service': [200, elsewhere] });
    await open();
    await userEvent.click(await screen.findByTestId('manage-service'));
    await screen.findByText(/go on working and lead to the new place/);
    await userEvent.click(screen.getByRole('radio', { name: 'Another link' }));
    write(screen.getByLabelText('Link'), 'https://meet.example.org/x');
    await userEvent.click(screen.getByTestId('edit-go'));
    await screen.findByRole('link', { name: 'https://meet.example.org/x' });
    expect(server.of('PUT')[0]!.headers.get('If-Match')).toBe('"3"');
  });

  it('asks for feedback when it is over, and then shows it', async () => {
    const over = interviewIn(-2, { state: 'ended' });
    const feedback = [{ memberId: 'm1', scores: { problem_solving: 4 }, sharesScores: true, sharedText: 'Well done', privateText: null, at: over.serverTime }];
    const server = fakeServer({
      ...me,
      'GET /interviews/i1': [200, over],
      'POST /interviews/i1/feedback': [200, { ...over, feedback, you: { ...over.you!, hasGivenFeedback: true }, version: 4 }],
    });
    await open();
    const form = await screen.findByTestId('feedback-form');
    await userEvent.click(screen.getByTestId('give-feedback'));
    await within(form).findByText('Give a score or write something first.');
    const group = within(form).getByRole('radiogroup', { name: 'Problem solving' });
    await userEvent.click(within(group).getByRole('radio', { name: '4' }));
    write(within(form).getByLabelText('For Bob'), 'Well done');
    await userEvent.click(screen.getByTestId('give-feedback'));
    within(await screen.findByTestId('feedback')).getByText('4 of 5');
    expect(server.of('POST')[0]!.body).toEqual({ scores: { problem_solving: 4 }, sharesScores: true, sharedText: 'Well done', privateText: null });
  });

  it('says when there is no such interview', async () => {
    fakeServer({ ...me, 'GET /interviews/i1': [404, { code: 'interview_not_found' }] });
    await open();
    await screen.findByText(/no such interview/);
  });
});

describe('a personal link', () => {
  const minutesOn = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const link = (more: Partial<JoinLink> = {}): JoinLink => ({
    interviewId: 'i1', title: 'Algorithms', part: 'candidate', name: 'Bob', interviewerName: 'Ada', candidateName: 'Bob', startsAt: minutesOn(10), endsAt: minutesOn(70), timeZone: 'Europe/Berlin', opensAt: minutesOn(-5), state: 'open', serviceType: 'custom', signedInAs: null, ...more,
  });
  const open = () => show(<JoinPage />, '/join/:token', '/join/tok');
  const known = (more: Partial<JoinLink>) => fakeServer({ ...me, 'GET /interviews/links/tok': [200, link(more)] });

  it('says who, with whom and when, and sends nothing by itself', async () => {
    const server = known({});
    await open();
    await screen.findByText('You are Bob (Candidate)');
    screen.getByText('With Ada');
    expect(server.of('POST')).toEqual([]);
  });

  it('leads into the room', async () => {
    const server = known({});
    server.answers['POST /interviews/links/tok/join'] = [200, { interviewId: 'i1', roomCode: 'abc-defg-hij', url: null }];
    const router = await open();
    await userEvent.click(await screen.findByTestId('join'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/room/abc-defg-hij'));
  });

  it('warns who is signed in as somebody else', async () => {
    known({ signedInAs: 'Gus' });
    await open();
    expect((await screen.findByTestId('signed-in-as')).textContent).toContain('You are signed in as Gus');
  });

  it('opens by itself when it is time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    const server = known({ state: 'too_early', startsAt: minutesOn(20), opensAt: minutesOn(5) });
    await open();
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(screen.getByTestId('countdown').textContent).toContain('5 minutes');
    expect(screen.queryByTestId('join')).toBeNull();
    server.answers['GET /interviews/links/tok'] = [200, link()];
    await act(() => vi.advanceTimersByTimeAsync(5 * 60_000));
    screen.getByTestId('join');
  });

  it.each([
    ['too_late', 'This link has closed'],
    ['cancelled', 'The interview does not take place'],
  ])('says plainly: %s', async (state, words) => {
    known({ state });
    await open();
    await screen.findByText(words);
    expect(screen.queryByTestId('join')).toBeNull();
  });

  it('says plainly that it does not hold', async () => {
    fakeServer({ ...me, 'GET /interviews/links/tok': [404, { code: 'link_not_found' }] });
    await open();
    await screen.findByText('This link does not hold any more');
  });
});
