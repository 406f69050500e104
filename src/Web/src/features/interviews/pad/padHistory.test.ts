import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { PadEdit } from '../../../api/pad';
import { toBase64 } from './base64';
import { PadHistory } from './padHistory';

const start = Date.parse('2026-11-23T10:00:00Z');

/** Types words after pauses of so many milliseconds. */
function typed(words: readonly (readonly [pause: number, word: string])[]): PadEdit[] {
  const doc = new Y.Doc();
  const edits: PadEdit[] = [];
  let at = start;
  doc.on('update', (update: Uint8Array) =>
    edits.push({ version: edits.length + 1, at: new Date(at).toISOString(), by: 'anna', byName: 'Anna', update: toBase64(update) }),
  );
  for (const [pause, word] of words) {
    at += pause;
    doc.getText('code').insert(doc.getText('code').length, word);
  }
  return edits;
}

describe('the film of a pad', () => {
  it('shows the text of any moment, forwards and backwards', () => {
    const history = new PadHistory(typed([[0, 'a'], [500, 'b'], [500, 'c']]));
    expect(history.length).toBe(1_000);
    expect([-1, 0, 499, 500, 1_000, 9_000, 0, 500].map((time) => history.textAt(time))).toEqual(['', 'a', 'a', 'ab', 'abc', 'abc', 'a', 'ab']);
    expect(history.editAt(500)?.at).toBe('2026-11-23T10:00:00.500Z');
    expect(history.editAt(-1)).toBeUndefined();
  });

  it('shortens long pauses, and does not mind a clock that was set back', () => {
    const history = new PadHistory(typed([[0, 'a'], [3_600_000, 'b'], [-60_000, 'c'], [500, 'd']]));
    expect(history.times).toEqual([0, 2_000, 2_000, 2_500]);
  });

  it('finds its way in a long one', () => {
    const edits = typed(Array.from({ length: 1_000 }, () => [100, 'x'] as const));
    const history = new PadHistory(edits);
    expect([99_900, 5_000, 45_000, 44_900, 19_900, 20_000, 0].map((time) => history.textAt(time).length)).toEqual([1_000, 51, 451, 450, 200, 201, 1]);
  });

  it('leaves out what cannot be read', () => {
    const edits = typed([[0, 'a'], [100, 'b']]);
    edits.splice(1, 0, { ...edits[0]!, update: 'AAAA////' });
    const history = new PadHistory(edits);
    expect(history.textAt(history.length)).toBe('ab');
  });

  it('of an empty pad is short', () => {
    const history = new PadHistory([]);
    expect([history.length, history.textAt(0)]).toEqual([0, '']);
  });
});
