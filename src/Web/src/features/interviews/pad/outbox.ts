import * as Y from 'yjs';
import { toBase64 } from './base64';

/** The server takes 64 KiB of base64 an update, so many bytes. */
export const largestUpdate = (64 << 10) * 0.75;
/** The server takes 256 updates a request. */
const mostAtOnce = 64;

/** Own edits until the server has acknowledged them: in batches, of which one is under way. */
export class Outbox {
  #waiting: Uint8Array[] = [];
  /** Sent, and perhaps stored, though no answer came: sent again as it is, so that the server knows it. */
  #underWay: string[];

  /** `unsaved`: what an earlier page may have sent. */
  constructor(unsaved: readonly string[] = []) {
    this.#underWay = [...unsaved];
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#underWay.length === 0;
  }

  put(update: Uint8Array): void {
    this.#waiting.push(update);
  }

  /** The next batch; the same again until it is acknowledged. */
  next(): readonly string[] {
    if (this.#underWay.length === 0) {
      const merged = merge(this.#waiting);
      this.#underWay = merged.slice(0, mostAtOnce).map(toBase64);
      this.#waiting = merged.slice(mostAtOnce);
    }
    return this.#underWay;
  }

  acknowledged(): void {
    this.#underWay = [];
  }

  /** Everything that nobody has acknowledged. */
  all(): string[] {
    return [...this.#underWay, ...merge(this.#waiting).map(toBase64)];
  }
}

/** As few updates as may be, none above the limit that was not above it before. */
export function merge(updates: readonly Uint8Array[]): Uint8Array[] {
  const merged: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  let size = 0;
  const close = () => {
    if (group.length > 0) merged.push(group.length === 1 ? group[0]! : Y.mergeUpdates(group));
    group = [];
    size = 0;
  };
  for (const update of updates) {
    if (size + update.length > largestUpdate) close();
    group.push(update);
    size += update.length;
  }
  close();
  return merged;
}
