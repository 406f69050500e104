const first = [0, 250, 500];
const everyMs = 1000;
/** People come back from a lift or a tunnel; five minutes is the least that the protocol promises. */
export const giveUpAfterMs = 6 * 60_000;

/** Milliseconds to wait after the given number of failed attempts; null when it is time for a button. */
export function retryDelay(failures: number, elapsedMs: number): number | null {
  if (elapsedMs >= giveUpAfterMs) return null;
  return first[failures] ?? everyMs;
}

/** A wait that can be cut short. */
export class Pause {
  #wake: (() => void) | null = null;

  for(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => this.end(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  end(): void {
    this.#wake?.();
  }
}
