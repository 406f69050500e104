import { MantineProvider } from '@mantine/core';
import { act, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { speak } from '../../../app/speak.testing';
import { Problem } from '../../../api/problem';
import { toBase64 } from './base64';
import { FakeHub, FakePad } from './fakePad.testing';
import { Pad } from './PadPanel';
import PadPlayback from './PadPlayback';
import { PadSync } from './padSync';

// The editor takes its time on a machine that has much else to do
configure({ asyncUtilTimeout: 20_000 });

const quick = { relay: 1, cursor: 1, save: 1, read: 1, retry: [5] };

beforeEach(async () => {
  await speak('en');
  // jsdom lays nothing out, and CodeMirror measures
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect ??= () => new DOMRect();
});

const show = (what: React.ReactNode) =>
  render(
    <MantineProvider>
      <MemoryRouter>{what}</MemoryRouter>
    </MantineProvider>,
  );

describe('the code pad', () => {
  let pad: FakePad;
  let sync: PadSync;

  const come = () => {
    sync = new PadSync(pad.serverFor('anna'), new FakeHub().lineFor('anna', pad), [], quick);
    show(<Pad sync={sync} />);
  };

  beforeEach(() => {
    pad = new FakePad();
  });

  afterEach(() => sync.close());

  it('shows the text, says how to leave the editor, and that it is saved', async () => {
    come();
    expect(screen.getByRole('status', { name: 'The code is loading' })).toBeTruthy();
    const text = await screen.findByRole('textbox', { name: 'Code, edited by both sides' });
    act(() => sync.text.insert(0, 'let x = 1'));
    await waitFor(() => expect(text.textContent).toContain('let x = 1'));
    expect(document.getElementById(text.getAttribute('aria-describedby')!)?.textContent).toContain('Escape');
    await waitFor(() => expect(screen.getByTestId('pad-saving').textContent).toBe('Saved'));
    expect(pad.edits).toHaveLength(1);
  });

  it('lets choose the language, and says so when that failed', async () => {
    come();
    const select = await screen.findByRole('combobox', { name: 'Language of the code' });
    await userEvent.selectOptions(select, 'python');
    await waitFor(() => expect(pad.language).toBe('python'));
    expect((select as HTMLSelectElement).value).toBe('python');
  });

  it('goes on while the server is away, and says so', async () => {
    come();
    await screen.findByRole('textbox');
    pad.mood = 'away';
    act(() => sync.text.insert(0, 'x'));
    expect((await screen.findAllByText('Offline')).length).toBeGreaterThan(0);
    pad.mood = 'well';
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getByTestId('pad-saving').textContent).toBe('Saved'));
  });

  it('is read only once nothing more is taken', async () => {
    come();
    const text = await screen.findByRole('textbox');
    expect(text.getAttribute('aria-readonly')).toBe('false');
    pad.mood = new Problem('pad_full', 409);
    act(() => sync.text.insert(0, 'x'));
    expect((await screen.findByRole('alert')).textContent).toContain('The code pad is full');
    await waitFor(() => expect(text.getAttribute('aria-readonly')).toBe('true'));
  });

  it('is read only for those who may not edit', async () => {
    pad.mayEdit = false;
    come();
    const text = await screen.findByRole('textbox');
    expect(text.getAttribute('aria-readonly')).toBe('true');
    expect(screen.getByText('You can read along here, not type.')).toBeTruthy();
  });

  it('says when it cannot be read, and tries again', async () => {
    pad.mood = new Problem('not_known_here', 404, { detail: 'There is no such interview.' });
    come();
    await screen.findByText('There is no such interview.');
    pad.mood = 'well';
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('textbox');
  });
});

describe('the playback', () => {
  const answer = (edits: object[]) =>
    vi.stubGlobal('fetch', async () => Response.json({ version: edits.length, language: 'plain', mayEdit: false, edits, hasMore: false }));

  function typed(...words: string[]): object[] {
    const doc = new Y.Doc();
    const edits: object[] = [];
    doc.on('update', (update: Uint8Array) =>
      edits.push({ version: edits.length + 1, at: `2026-11-23T10:00:0${edits.length}Z`, by: 'a', byName: 'Anna', update: toBase64(update) }),
    );
    for (const word of words) doc.getText('code').insert(doc.getText('code').length, word);
    return edits;
  }

  afterEach(() => vi.unstubAllGlobals());

  it('begins with the end, and is moved by keyboard', async () => {
    answer(typed('one', ' two', ' three'));
    show(<PadPlayback interviewId="i" />);
    const slider = await screen.findByRole('slider', { name: 'Moment' });
    const text = () => screen.getByTestId('pad-playback-text').querySelector('.cm-content')?.textContent;
    await waitFor(() => expect(text()).toBe('one two three'));
    expect(slider.getAttribute('aria-valuetext')).toContain('Anna');
    slider.focus();
    await userEvent.keyboard('{Home}');
    await waitFor(() => expect(text()).toBe('one'));
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await waitFor(() => expect(text()).toBe('one two'));
  });

  it('plays from the beginning to the end', async () => {
    answer(typed('one', ' two'));
    show(<PadPlayback interviewId="i" />);
    const play = await screen.findByRole('button', { name: 'Play' });
    await userEvent.click(screen.getByRole('radio', { name: '16×' }));
    await userEvent.click(play);
    await screen.findByRole('button', { name: 'Pause' });
    await screen.findByRole('button', { name: 'Play' });
    // The editor is given its text after the button is drawn
    await waitFor(() => expect(screen.getByTestId('pad-playback-text').querySelector('.cm-content')?.textContent).toBe('one two'));
  });

  it('says when nothing was written', async () => {
    answer([]);
    show(<PadPlayback interviewId="i" />);
    await screen.findByText('Nothing was written');
  });
});
