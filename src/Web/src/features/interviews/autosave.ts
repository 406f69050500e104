import { problemOf } from '../../api/problem';
import { Store } from '../../realtime/store';

export interface Saving {
  state: 'saved' | 'unsaved' | 'saving' | 'failed' | 'refused';
  /** The server's code, when it has said no: then trying again is of no use. */
  code?: string | undefined;
}

const quietMs = 800;
const retryMs = 5_000;

/** Saves what is written soon after the last key, and after a failure again and again until it is saved. */
export class Autosave<T> {
  readonly state = new Store<Saving>({ state: 'saved', code: undefined });
  readonly #save: (value: T) => Promise<unknown>;
  #value: T | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(save: (value: T) => Promise<unknown>) {
    this.#save = save;
  }

  change(value: T): void {
    this.#value = value;
    this.state.set({ state: 'unsaved', code: undefined });
    this.#in(quietMs);
  }

  /** At once, as when the person leaves. */
  flush(): void {
    clearTimeout(this.#timer);
    void this.#send();
  }

  #in(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    if (this.#value === undefined || this.#busy) return;
    const value = this.#value;
    this.#busy = true;
    this.state.set({ state: 'saving' });
    try {
      await this.#save(value);
      this.#busy = false;
      // More was written meanwhile: its own timer is running, or has found this one busy
      if (this.#value !== value) return this.#again(quietMs);
      this.#value = undefined;
      this.state.set({ state: 'saved' });
    } catch (error) {
      this.#busy = false;
      const { code, status } = problemOf(error);
      const passing = status === 0 || status === 429 || status >= 500;
      if (this.#value !== value) return this.#again(quietMs);
      this.state.set(passing ? { state: 'failed', code } : { state: 'refused', code });
      if (passing) this.#in(retryMs);
    }
  }

  #again(ms: number): void {
    this.state.set({ state: 'unsaved' });
    this.#in(ms);
  }
}
