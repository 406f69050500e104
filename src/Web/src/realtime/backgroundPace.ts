const everyMs = 1000 / 30;
/** Cameras are not punctual: a frame that comes a little early is still the next one. */
const earlyMs = 8;

/** Lets at most 30 frames a second through. */
export class FrameLimit {
  #next = Number.NEGATIVE_INFINITY;

  /** Whether the frame of this moment (ms) is to be drawn. */
  takes(now: number): boolean {
    if (now < this.#next - earlyMs) return false;
    this.#next = Math.max(this.#next, now - everyMs) + everyMs;
    return true;
  }
}

/** Coming into a call is work for some seconds; for that nobody is shown in a room that he chose to hide. */
const windowMs = 15_000;
const leastFps = 8;

/** Tells a device that could not draw eight frames a second for fifteen seconds; a camera that is slow itself is none. */
export class SlownessWatch {
  #since: number | null = null;
  #busy = 0;
  #frames = 0;

  /** Takes the time that one frame was worked on (ms); the first one is not counted, it also warms everything up. */
  isSlow(began: number, ended: number): boolean {
    if (this.#since === null) {
      this.#since = ended;
      return false;
    }
    this.#busy += ended - began;
    this.#frames++;
    if (ended - this.#since < windowMs) return false;
    const slow = (this.#frames * 1000) / this.#busy < leastFps;
    this.#since = ended;
    this.#busy = this.#frames = 0;
    return slow;
  }
}
