import type { Occurrence } from '../../api/calendar';
import { type Problem, problemOf } from '../../api/problem';
import { keepSame } from '../../realtime/keepSame';
import { keyOf } from './occurrences';

/** What the calendar shows now. */
export interface Shown {
  items: readonly Occurrence[];
  /** Not one answer for these days yet. */
  isEmptyHanded: boolean;
  busy: boolean;
  /** Why the last attempt failed; what was read before stays. */
  problem: Problem | undefined;
}

interface Kept {
  items: readonly Occurrence[];
  at: number;
}

const none: readonly Occurrence[] = [];
const freshMs = 15_000;
const mostWindows = 12;

/**
 * Events of the days that are looked at. Days seen before are shown at once and read anew behind; a change that the
 * server has not confirmed yet lies over what was read, and can be taken away again.
 */
export class EventWindow {
  private readonly windows = new Map<string, Kept>();
  private readonly over = new Map<string, Occurrence>();
  private readonly listeners = new Set<() => void>();
  private present = '';
  private round = 0;
  private shown: Shown = { items: [], isEmptyHanded: true, busy: false, problem: undefined };

  constructor(
    private readonly load: (from: string, to: string) => Promise<readonly Occurrence[]>,
    private readonly now: () => number = Date.now,
  ) {}

  getSnapshot = () => this.shown;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Looks at [from, to), both instants. */
  show(from: string, to: string): Promise<void> {
    const key = `${from}/${to}`;
    const kept = this.windows.get(key);
    if (key === this.present && kept && this.isFresh(kept)) return Promise.resolve();
    this.present = key;
    if (kept && this.isFresh(kept)) {
      this.round++;
      this.become({ busy: false, problem: undefined });
      return Promise.resolve();
    }
    return this.read();
  }

  /** Reads the present days anew; other days are no longer trusted. */
  refresh(): Promise<void> {
    for (const key of this.windows.keys()) if (key !== this.present) this.windows.delete(key);
    return this.present ? this.read() : Promise.resolve();
  }

  /** Shows an occurrence differently until `refresh` has answered. Returns what takes it back. */
  override(item: Occurrence): () => void {
    const key = keyOf(item);
    this.over.set(key, item);
    this.become({});
    return () => {
      if (this.over.get(key) !== item) return;
      this.over.delete(key);
      this.become({});
    };
  }

  private async read() {
    const key = this.present;
    const round = ++this.round;
    const covered = [...this.over];
    this.become({ busy: true, problem: this.shown.problem });
    const [from, to] = key.split('/') as [string, string];
    try {
      const items = await this.load(from, to);
      // Where nothing has changed nothing is drawn anew, and nobody loses the focus
      this.keep(key, { items: keepSame(this.windows.get(key)?.items ?? none, items, keyOf), at: this.now() });
      if (round !== this.round) return;
      // What was confirmed before this reading began is now in what was read
      for (const [id, item] of covered) if (this.over.get(id) === item) this.over.delete(id);
      this.become({ busy: false, problem: undefined });
    } catch (error) {
      if (round === this.round) this.become({ busy: false, problem: problemOf(error) });
    }
  }

  private keep(key: string, kept: Kept) {
    this.windows.delete(key);
    this.windows.set(key, kept);
    for (const oldest of this.windows.keys()) {
      if (this.windows.size <= mostWindows) break;
      this.windows.delete(oldest);
    }
  }

  private isFresh(kept: Kept) {
    return this.now() - kept.at < freshMs;
  }

  private become(change: Partial<Shown>) {
    const read = this.windows.get(this.present);
    const items = this.over.size === 0 ? (read?.items ?? none) : (read?.items ?? none).map((item) => this.over.get(keyOf(item)) ?? item);
    this.shown = { ...this.shown, ...change, items, isEmptyHanded: !read };
    for (const listener of this.listeners) listener();
  }
}
