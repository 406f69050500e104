import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Interview } from '../../api/interviews';
import { Problem } from '../../api/problem';
import { speak } from '../../app/speak.testing';
import type { CallSession } from '../../realtime/callSession';
import type { News } from '../../realtime/protocol';
import { Emitter } from '../../realtime/store';
import { Autosave } from './autosave';
import { interviewIn } from './interview.testing';
import { InterviewInRoom } from './InterviewInRoom';
import { fakeServer } from './pages.testing';
import { newer } from './useInterview';

beforeAll(() => speak('en'));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a sheet saves itself', () => {
  it('when nothing was written for a moment, with all that was written', async () => {
    vi.useFakeTimers();
    const save = vi.fn<(text: string) => Promise<void>>(async () => {});
    const autosave = new Autosave<string>(save);
    autosave.change('a');
    autosave.change('ab');
    expect(autosave.state.getSnapshot().state).toBe('unsaved');
    await vi.runAllTimersAsync();
    expect(save.mock.calls).toEqual([['ab']]);
    expect(autosave.state.getSnapshot().state).toBe('saved');
  });

  it('again after a failure, until it is saved', async () => {
    vi.useFakeTimers();
    const save = vi.fn<(text: string) => Promise<void>>(async () => {}).mockRejectedValueOnce(new Problem('offline', 0));
    const autosave = new Autosave<string>(save);
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(autosave.state.getSnapshot().state).toBe('failed');
    await vi.runAllTimersAsync();
    expect(save.mock.calls.length).toBe(2);
    expect(autosave.state.getSnapshot().state).toBe('saved');
  });

  it('not again after a refusal, which it shows', async () => {
    vi.useFakeTimers();
    const save = vi.fn<(text: string) => Promise<void>>().mockRejectedValue(new Problem('wrong_state', 409));
    const autosave = new Autosave<string>(save);
    autosave.change('a');
    await vi.runAllTimersAsync();
    expect(save.mock.calls.length).toBe(1);
    expect(autosave.state.getSnapshot()).toEqual({ state: 'refused', code: 'wrong_state' });
  });

  it('with what was written while it was being saved', async () => {
    vi.useFakeTimers();
    let arrived = () => {};
    const save = vi.fn<(text: string) => Promise<void>>(async () => {}).mockImplementationOnce(() => new Promise((done) => (arrived = done)));
    const autosave = new Autosave<string>(save);
    autosave.change('a');
    autosave.flush();
    autosave.change('ab');
    await vi.advanceTimersByTimeAsync(1_000);
    arrived();
    await vi.runAllTimersAsync();
    expect(save.mock.calls).toEqual([['a'], ['ab']]);
    expect(autosave.state.getSnapshot().state).toBe('saved');
  });
});

describe('beside the call', () => {
  const news = new Emitter<News>();
  const session = { news } as unknown as CallSession;
  const held = (more: Partial<Interview> = {}) => interviewIn(0, { state: 'in_progress', phase: 'first_round', phaseSince: new Date().toISOString(), startedAt: new Date().toISOString(), ...more });
  const open = () =>
    render(
      <MantineProvider env="test">
        <InterviewInRoom session={session} interviewId="i1" />
      </MantineProvider>,
    );
  const hear = () => act(() => news.emit({ topic: 'interview', id: 'i1', version: 4 }));

  it('the phase goes on for everyone when the hub says so', async () => {
    const server = fakeServer({ 'GET /interviews/i1': [200, held()] });
    open();
    await waitFor(() => expect(screen.getByTestId('phase-bar').dataset.phase).toBe('first_round'));
    server.answers['GET /interviews/i1'] = [200, held({ isPeer: true, phase: 'second_round', version: 4 })];
    hear();
    await waitFor(() => expect(screen.getByTestId('phase-bar').dataset.phase).toBe('second_round'));
    screen.getByText('Bob asks');
  });

  it('who manages it swaps parts in a peer interview, and nobody else sees the button', async () => {
    const server = fakeServer({ 'GET /interviews/i1': [200, held({ isPeer: true })], 'PUT /interviews/i1/phase': [200, held({ isPeer: true, phase: 'second_round', version: 4 })] });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Swap parts' }));
    await waitFor(() => expect(screen.getByTestId('phase-bar').dataset.phase).toBe('second_round'));
    expect(server.of('PUT')[0]!.body).toEqual({ phase: 'second_round' });
    cleanup();
    server.answers['GET /interviews/i1'] = [200, held({ mayManage: false })];
    open();
    await screen.findByTestId('phase-bar');
    expect(screen.queryByTestId('next-phase')).toBeNull();
  });

  it('it is ended after a question', async () => {
    const server = fakeServer({ 'GET /interviews/i1': [200, held()], 'POST /interviews/i1/end': [200, held({ state: 'ended', phase: null, version: 4 })] });
    open();
    await userEvent.click(await screen.findByTestId('end-interview'));
    expect(server.of('POST')).toEqual([]);
    await userEvent.click(await screen.findByTestId('end-go'));
    await screen.findByText('The interview is over.');
  });

  it('the feedback opens by itself, and can be put off', async () => {
    const server = fakeServer({ 'GET /interviews/i1': [200, held()] });
    open();
    await screen.findByTestId('phase-bar');
    expect(screen.queryByTestId('feedback-form')).toBeNull();
    server.answers['GET /interviews/i1'] = [200, held({ phase: 'feedback', version: 4 })];
    hear();
    await screen.findByTestId('feedback-form');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(await screen.findByTestId('open-feedback'));
    await screen.findByRole('dialog', { name: 'Your feedback' });
  });

  it('the sheet is for who asks, and says that it is saved', async () => {
    const server = fakeServer({ 'GET /interviews/i1': [200, held({ sheet: { question: 'Reverse a list', notes: null } })], 'PUT /interviews/i1/sheet': [200, held({ version: 4 })] });
    open();
    const notes = await screen.findByTestId('sheet-notes');
    expect(screen.getByTestId('sheet-question')).toHaveProperty('value', 'Reverse a list');
    fireEvent.change(notes, { target: { value: 'Quick' } });
    expect(screen.getByTestId('sheet-state').dataset.state).toBe('unsaved');
    fireEvent.blur(notes);
    await waitFor(() => expect(screen.getByTestId('sheet-state').dataset.state).toBe('saved'));
    expect(server.of('PUT')[0]!.body).toEqual({ question: 'Reverse a list', notes: 'Quick' });
    cleanup();
    server.answers['GET /interviews/i1'] = [200, held({ mayManage: false, you: { memberId: 'm2', part: 'candidate', hasConfirmed: true, hasGivenFeedback: false } })];
    open();
    await screen.findByTestId('phase-bar');
    expect(screen.queryByTestId('sheet')).toBeNull();
  });

  it('leads to where the interview is held now', async () => {
    fakeServer({ 'GET /interviews/i1': [200, held({ serviceType: 'other_link', link: 'https://meet.example.org/x' })] });
    open();
    expect((await screen.findByRole('link', { name: 'Go there' })).getAttribute('href')).toBe('https://meet.example.org/x');
  });

  it('an answer that set out earlier does not take the clock back', () => {
    const one = { interview: interviewIn(0, { version: 5 }), aheadMs: 0 };
    const late = { interview: interviewIn(0, { version: 4 }), aheadMs: 0 };
    expect(newer(one, late)).toBe(one);
    expect(newer(late, one)).toBe(one);
    expect(newer(undefined, one)).toBe(one);
  });
});
