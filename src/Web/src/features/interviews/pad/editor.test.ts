import { afterEach, beforeEach, expect, it } from 'vitest';
import { yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import { Editor, longestText, shared } from './editor';
import { FakeHub, FakePad } from './fakePad.testing';
import { fromBase64 } from './base64';
import { largestUpdate } from './outbox';
import { PadSync } from './padSync';

const quick = { relay: 1, cursor: 1, save: 1, read: 1, retry: [5] };
let pad: FakePad;
let sync: PadSync;
let editor: Editor;
let tooLong: number;

beforeEach(() => {
  // jsdom lays nothing out, and CodeMirror measures
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect ??= () => new DOMRect();
  pad = new FakePad();
  sync = new PadSync(pad.serverFor('anna'), new FakeHub().lineFor('anna', pad), [], quick);
  tooLong = 0;
  editor = new Editor(document.body, { label: 'Code', mayEdit: true }, shared(sync, () => tooLong++));
});

afterEach(() => {
  editor.destroy();
  sync.close();
});

const type = (insert: string) => editor.view.dispatch({ changes: { from: editor.view.state.doc.length, insert } });
const text = () => sync.text.toString();

it('holds 40,000 bytes and takes no byte more', () => {
  type('x'.repeat(longestText));
  expect(tooLong).toBe(0);
  type('y');
  expect(tooLong).toBe(1);
  expect(text()).toBe('x'.repeat(longestText));
});

it.each([
  ['я', 2],
  ['中', 3],
  ['😀', 4],
])('counts bytes, not letters: %s', (letter, bytes) => {
  const whole = letter.repeat(Math.floor(longestText / bytes));
  type(whole);
  expect(tooLong).toBe(0);
  type(letter);
  expect([tooLong, text()]).toEqual([1, whole]);
});

it('lets a full pad be made shorter, and then takes as much again', () => {
  type('x'.repeat(longestText));
  editor.view.dispatch({ changes: { from: 0, to: 10 } });
  type('0123456789');
  type('!');
  expect(tooLong).toBe(1);
  expect(text().endsWith('0123456789')).toBe(true);
});

it('takes what the other side wrote, however long it became by both writing at once', () => {
  type('x'.repeat(longestText));
  sync.text.insert(0, 'theirs');
  expect(editor.view.state.doc.length).toBe(longestText + 'theirs'.length);
  expect(tooLong).toBe(0);
});

it('brings all of a full pad back by one undo, in an update that the server takes', async () => {
  const theirs = new Y.Doc();
  theirs.getText('code').insert(0, 'ж'.repeat(longestText / 2));
  Y.applyUpdate(sync.text.doc!, Y.encodeStateAsUpdate(theirs), 'theirs');
  editor.view.dispatch({ changes: { from: 0, to: editor.view.state.doc.length } });
  await saved(1);
  expect(text()).toBe('');
  const back = yUndoManagerKeymap.find((key) => key.key === 'Mod-z')!;
  expect(back.run!(editor.view)).toBe(true);
  expect(text().length).toBe(longestText / 2);
  await saved(2);
  const sizes = pad.edits.map(({ update }) => fromBase64(update).length);
  expect(Math.max(...sizes)).toBeGreaterThan(longestText);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(largestUpdate);
});

async function saved(edits: number): Promise<void> {
  while (pad.edits.length < edits || sync.state.getSnapshot().saving !== 'saved') await new Promise((done) => setTimeout(done, 1));
}
