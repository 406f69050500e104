import * as Y from 'yjs';
import type { PadEdit } from '../../../api/pad';
import { fromBase64 } from './base64';

/** Nobody wants to watch people think. */
const longestPauseMs = 2_000;
const checkpointEvery = 200;

/** The edits of a pad as a film: any moment of it can be asked for. */
export class PadHistory {
  /** When each edit is played, in milliseconds from the start, with long pauses shortened. */
  readonly times: readonly number[];
  readonly #edits: readonly PadEdit[];
  /** The document before every n-th edit, as far as it was played. */
  readonly #checkpoints: Uint8Array[] = [];
  #doc = new Y.Doc();
  #played = 0;

  constructor(edits: readonly PadEdit[]) {
    this.#edits = edits;
    const times: number[] = [];
    let before: number | null = null;
    for (const { at } of edits) {
      const now = Date.parse(at);
      const pause = before === null ? 0 : Math.min(longestPauseMs, Math.max(0, now - before));
      times.push((times.at(-1) ?? 0) + pause);
      before = now;
    }
    this.times = times;
  }

  /** In milliseconds. */
  get length(): number {
    return this.times.at(-1) ?? 0;
  }

  /** How many edits have been made at this moment. */
  countAt(time: number): number {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last edit made at this moment. */
  editAt(time: number): PadEdit | undefined {
    return this.#edits[this.countAt(time) - 1];
  }

  textAt(time: number): string {
    const count = this.countAt(time);
    if (count < this.#played) this.#rewind(Math.floor(count / checkpointEvery));
    while (this.#played < count) this.#step();
    return this.#doc.getText('code').toString();
  }

  #step(): void {
    const at = this.#played / checkpointEvery;
    if (Number.isInteger(at)) this.#checkpoints[at] ??= Y.encodeStateAsUpdate(this.#doc);
    try {
      Y.applyUpdate(this.#doc, fromBase64(this.#edits[this.#played]!.update));
    } catch {
      // An edit that cannot be read was none for those who were there, either
    }
    this.#played++;
  }

  #rewind(checkpoint: number): void {
    this.#doc = new Y.Doc();
    Y.applyUpdate(this.#doc, this.#checkpoints[checkpoint]!);
    this.#played = checkpoint * checkpointEvery;
  }
}
