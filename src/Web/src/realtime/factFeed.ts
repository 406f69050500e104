import type { Fact } from './protocol';
import { evolve, type RoomState, sequenceOf } from './roomState';

/** Folds facts in order, whatever way they arrive: once, twice, or with some missing in between. */
export class FactFeed {
  readonly #catchUp: (since: number) => Promise<boolean>;
  readonly #folded: (fact: Fact, before: RoomState) => void;
  #state: RoomState;
  #held: Fact[] = [];
  #catchingUp = false;

  /** `catchUp` is answered when the missing facts were sent (through `take`); false when it failed. */
  constructor(
    initial: RoomState,
    catchUp: (since: number) => Promise<boolean>,
    folded: (fact: Fact, before: RoomState) => void,
  ) {
    this.#state = initial;
    this.#catchUp = catchUp;
    this.#folded = folded;
  }

  get state(): RoomState {
    return this.#state;
  }

  take(fact: Fact): void {
    const sequence = sequenceOf(this.#state, fact);
    if (sequence === 'duplicate') return;
    if (sequence === 'next') {
      this.#fold(fact);
      this.#release();
      return;
    }
    this.#held.push(fact);
    if (!this.#catchingUp) void this.#fill();
  }

  async #fill(): Promise<void> {
    this.#catchingUp = true;
    const filled = await this.#catchUp(this.#state.version);
    this.#catchingUp = false;
    // Without an answer the connection is gone, and the next one brings everything since our version
    if (!filled) this.#held = [];
    else for (const fact of this.#held.splice(0).sort((a, b) => a.version - b.version)) this.#fold(fact);
  }

  #release(): void {
    for (;;) {
      const next = this.#held.find(fact => fact.version === this.#state.version + 1);
      if (!next) return;
      this.#held = this.#held.filter(fact => fact !== next);
      this.#fold(next);
    }
  }

  #fold(fact: Fact): void {
    const before = this.#state;
    this.#state = evolve(before, fact);
    if (this.#state !== before) this.#folded(fact, before);
  }
}
