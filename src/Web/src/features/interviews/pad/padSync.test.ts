import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Problem } from '../../../api/problem';
import { fromBase64, toBase64 } from './base64';
import { FakeHub, FakePad, type FakeLine } from './fakePad.testing';
import { largestUpdate, merge, Outbox } from './outbox';
import { PadSync } from './padSync';

let pad: FakePad;
let hub: FakeHub;
let open: PadSync[];

beforeEach(() => {
  vi.useFakeTimers();
  pad = new FakePad();
  hub = new FakeHub();
  open = [];
});

afterEach(() => {
  for (const sync of open) sync.close();
  vi.useRealTimers();
});

interface Side {
  sync: PadSync;
  line: FakeLine;
  last: string[];
}

function come(id: string, unsaved: string[] = []): Side {
  const line = hub.lineFor(id, pad);
  const server = pad.serverFor(id);
  const sync = new PadSync(server, line, unsaved);
  open.push(sync);
  return { sync, line, last: server.last };
}

const settle = () => vi.advanceTimersByTimeAsync(40_000);
const textOf = ({ sync }: Side) => sync.text.toString();
const type = ({ sync }: Side, what: string, at = sync.text.length) => sync.text.insert(at, what);

/** What somebody who comes now would read. */
function stored(): string {
  const doc = new Y.Doc();
  for (const { update } of pad.edits) Y.applyUpdate(doc, fromBase64(update));
  return doc.getText('code').toString();
}

describe('two sides', () => {
  it('see each other type before anything is stored', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    type(anna, 'let x');
    await vi.advanceTimersByTimeAsync(100);
    expect(textOf(boris)).toBe('let x');
    expect(pad.edits).toEqual([]);
  });

  it('store what was typed within half a second as one edit, and say so', async () => {
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(0);
    for (const letter of 'hello') type(anna, letter);
    expect(anna.sync.state.getSnapshot().saving).toBe('saving');
    await vi.advanceTimersByTimeAsync(600);
    expect(pad.edits).toHaveLength(1);
    expect(anna.sync.state.getSnapshot().saving).toBe('saved');
    expect(stored()).toBe('hello');
  });

  it('ask for little: two requests a second at most while somebody types without a pause', async () => {
    const [anna] = [come('anna'), come('boris')];
    await settle();
    pad.requests.length = 0;
    for (let i = 0; i < 200; i++) {
      type(anna, 'x');
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(pad.requests.filter((what) => what === 'append').length).toBeLessThanOrEqual(20);
    expect(pad.requests.filter((what) => what === 'read').length).toBeLessThanOrEqual(10);
    expect(hub.relayed / 10).toBeLessThan(30);
  });

  it('find at the server what the hub has lost', async () => {
    hub.loses = () => true;
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    type(anna, 'lost');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(textOf(boris)).toBe('lost');
  });

  it('come together whatever order updates arrive in', async () => {
    hub.holds = () => true;
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    for (const word of ['one ', 'two ', 'three ']) {
      type(anna, word);
      type(boris, word.toUpperCase(), 0);
      await vi.advanceTimersByTimeAsync(100);
    }
    hub.deliverHeld();
    expect(textOf(anna)).toBe(textOf(boris));
    await settle();
    expect(stored()).toBe(textOf(anna));
  });

  it('read what they missed when they come back', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    boris.line.drop();
    type(anna, 'while you were away');
    await settle();
    expect(textOf(boris)).toBe('');
    boris.line.comeBack();
    await vi.advanceTimersByTimeAsync(0);
    expect(textOf(boris)).toBe('while you were away');
  });

  it('read a long history page by page', async () => {
    const anna = come('anna');
    pad.pageSize = 3;
    for (let i = 0; i < 10; i++) {
      type(anna, `${i},`);
      await vi.advanceTimersByTimeAsync(600);
    }
    const boris = come('boris');
    expect(boris.sync.state.getSnapshot().reading).toBe('loading');
    await vi.advanceTimersByTimeAsync(0);
    expect(textOf(boris)).toBe('0,1,2,3,4,5,6,7,8,9,');
    expect(boris.sync.state.getSnapshot().reading).toBe('ready');
  });

  it('choose the language for each other', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    await anna.sync.chooseLanguage('rust');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(boris.sync.state.getSnapshot().language).toBe('rust');
    pad.mood = new Problem('forbidden', 403);
    await expect(anna.sync.chooseLanguage('go')).rejects.toThrow(Problem);
    expect(anna.sync.state.getSnapshot().language).toBe('rust');
  });

  it('end with the same text as the server, through loss, disorder, drops and outages', async () => {
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const sides = [come('anna'), come('boris'), come('vera')];
    hub.loses = () => random(4) === 0;
    hub.holds = () => random(3) === 0;
    for (let step = 0; step < 400; step++) {
      const side = sides[random(3)]!;
      const { text } = side.sync;
      const what = random(12);
      if (what < 7) text.insert(random(text.length + 1), `${step};`);
      else if (what === 7 && text.length > 4) text.delete(random(text.length - 4), 3);
      else if (what === 8) pad.mood = (['well', 'well', 'away', 'deaf'] as const)[random(4)]!;
      else if (what === 9) side.line.drop();
      else if (what === 10) side.line.comeBack();
      else hub.deliverHeld();
      await vi.advanceTimersByTimeAsync(random(700));
    }
    pad.mood = 'well';
    hub.deliverHeld();
    for (const { line } of sides) line.comeBack();
    await settle();
    expect(new Set([...sides.map(textOf), stored()]).size).toBe(1);
    expect(stored().length).toBeGreaterThan(100);
    for (const { sync } of sides) expect(sync.state.getSnapshot()).toMatchObject({ saving: 'saved', reading: 'ready' });
  });
});

describe('what could not be saved', () => {
  it('is kept and sent when the server is back; the text goes on meanwhile', async () => {
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(0);
    pad.mood = 'away';
    type(anna, 'one ');
    await settle();
    type(anna, 'two');
    await settle();
    expect(anna.sync.state.getSnapshot().saving).toBe('offline');
    expect(textOf(anna)).toBe('one two');
    pad.mood = 'well';
    dispatchEvent(new Event('online'));
    await settle();
    expect(stored()).toBe('one two');
    expect(anna.sync.state.getSnapshot().saving).toBe('saved');
  });

  it('is sent again as it was when the answer was lost, so that it stands once in the history', async () => {
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(0);
    pad.mood = 'deaf';
    type(anna, 'once');
    await vi.advanceTimersByTimeAsync(1_200);
    type(anna, ' more');
    await vi.advanceTimersByTimeAsync(3_000);
    pad.mood = 'well';
    await settle();
    expect(pad.edits).toHaveLength(2);
    expect(stored()).toBe('once more');
  });

  it('is sent while the page closes, and again by the next page', async () => {
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(0);
    type(anna, 'last words');
    dispatchEvent(new Event('pagehide'));
    expect(anna.last).toHaveLength(1);
    hub.leave('anna');
    anna.sync.close();

    const again = come('anna-2', anna.last);
    expect(textOf(again)).toBe('last words');
    await settle();
    expect(stored()).toBe('last words');
  });

  it('is not sent on when the server will not take it, and the pad is read only then', async () => {
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(0);
    expect(anna.sync.state.getSnapshot().mayEdit).toBe(true);
    pad.mood = new Problem('pad_full', 409);
    type(anna, 'too much');
    await settle();
    expect(anna.sync.state.getSnapshot()).toMatchObject({ saving: 'refused', mayEdit: false, problem: { code: 'pad_full' } });
    const before = pad.requests.filter((what) => what === 'append').length;
    pad.mood = 'well';
    anna.sync.retry();
    await settle();
    expect(pad.requests.filter((what) => what === 'append')).toHaveLength(before);
    expect(anna.sync.state.getSnapshot()).toMatchObject({ mayEdit: false, problem: { code: 'pad_full' } });
  });

  it('is said when the pad cannot be read, and it is tried again', async () => {
    pad.mood = 'away';
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(100);
    expect(anna.sync.state.getSnapshot()).toMatchObject({ reading: 'failed', problem: { code: 'offline' } });
    pad.mood = 'well';
    await settle();
    expect(anna.sync.state.getSnapshot()).toMatchObject({ reading: 'ready', problem: null });
  });
});

describe('a peer who sends junk', () => {
  it('does no harm, neither by the hub nor by the server', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    for (const junk of ['', '!', 'AAAA', '////', toBase64(new Uint8Array(500).fill(255))]) {
      boris.line.tell('update', junk);
      boris.line.tell('awareness', junk);
      pad.edits.push({ version: pad.edits.length + 1, at: '', by: '', byName: '', update: junk });
    }
    type(anna, 'unharmed');
    await settle();
    anna.sync.retry();
    await settle();
    expect(textOf(anna)).toBe('unharmed');
    expect(textOf(boris)).toBe('unharmed');
  });
});

describe('cursors', () => {
  const cursorsOf = ({ sync }: Side) =>
    [...sync.awareness.getStates()].filter(([client]) => client !== sync.doc.clientID).map(([, state]) => state as Record<string, never>);

  it('bear the name that the session knows, whatever the sender says', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    const place = Y.createRelativePositionFromTypeIndex(boris.sync.text, 0);
    boris.sync.awareness.setLocalState({ user: { name: 'Anna', color: 'red; background-image: url(//evil)' }, cursor: { anchor: place, head: place }, more: 1 });
    await vi.advanceTimersByTimeAsync(200);
    const [state] = cursorsOf(anna);
    expect(state).toMatchObject({ participantId: 'boris', user: { name: 'Name of boris' } });
    expect(JSON.stringify(state)).not.toMatch(/evil|more/);
  });

  it('are nowhere when they are junk', async () => {
    const [anna, boris] = [come('anna'), come('boris')];
    await vi.advanceTimersByTimeAsync(0);
    for (const anchor of [5, 'x', {}, [], { item: 7 }, { type: 'x' }, { item: { client: 'x', clock: {} } }]) {
      boris.sync.awareness.setLocalStateField('cursor', { anchor, head: anchor });
      await vi.advanceTimersByTimeAsync(200);
      expect(cursorsOf(anna)[0]).toMatchObject({ cursor: null });
    }
  });

  it('are told again to those who come later, and go with those who go', async () => {
    const boris = come('boris');
    boris.sync.awareness.setLocalStateField('cursor', null);
    await settle();
    const anna = come('anna');
    await vi.advanceTimersByTimeAsync(300);
    expect(cursorsOf(anna)).toHaveLength(1);
    hub.leave('boris');
    expect(cursorsOf(anna)).toHaveLength(0);
    anna.line.messages.emit({ participantId: 'boris', kind: 'awareness', update: toBase64(encodeAwarenessUpdate(boris.sync.awareness, [boris.sync.doc.clientID])) });
    expect(cursorsOf(anna)).toHaveLength(0);
  });
});

describe('the outbox', () => {
  const some = (size: number) => {
    const doc = new Y.Doc();
    doc.getText('code').insert(0, 'x'.repeat(size));
    return Y.encodeStateAsUpdate(doc);
  };

  it('merges no further than the server takes an update', () => {
    const merged = merge(Array.from({ length: 20 }, () => some(10_000)));
    expect(merged).toHaveLength(5);
    expect(Math.max(...merged.map((update) => update.length))).toBeLessThanOrEqual(largestUpdate);
  });

  it('gives the same batch until it is acknowledged', () => {
    const outbox = new Outbox();
    outbox.put(some(1));
    const batch = outbox.next();
    outbox.put(some(2));
    expect(outbox.next()).toBe(batch);
    expect(outbox.all()).toHaveLength(2);
    outbox.acknowledged();
    expect(outbox.next()).not.toEqual(batch);
    outbox.acknowledged();
    expect(outbox.isEmpty).toBe(true);
  });
});
