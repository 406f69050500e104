import type { Notification } from '../api/notifications';
import { HubAttempt } from './hubAttempt';
import { Pause } from './retry';
import { Store } from './store';

/** SignalR's own pace: what comes here can wait half a minute until a dead line is noticed. */
const heartbeat = { keepAliveMs: 15_000, serverTimeoutMs: 30_000 };
const waitsMs = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** A connection that is taken and dropped at once is a failure too, or the loop would spin. */
const steadyAfterMs = 5_000;

/** Milliseconds to wait after the given number of failures: half as long again at most, or all tabs come back at once. */
export const inboxRetryDelay = (failures: number, chance: number) => waitsMs[Math.min(failures, waitsMs.length - 1)]! * (1 + chance / 2);

/** Hears live what is in a person's list, for as long as he is signed in; never gives up. */
export class InboxHub {
  readonly state = new Store({ connected: false });
  readonly #url: string;
  readonly #onChanged: (unread: number, news: Notification | null) => void;
  readonly #delay: (failures: number) => number;
  readonly #pause = new Pause();
  #attempt: HubAttempt | null = null;
  #stopped = false;

  constructor(
    url: string,
    onChanged: (unread: number, news: Notification | null) => void,
    delay = (failures: number) => inboxRetryDelay(failures, Math.random()),
  ) {
    this.#url = new URL(url, location.href).href;
    this.#onChanged = onChanged;
    this.#delay = delay;
  }

  start(): void {
    globalThis.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    globalThis.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#pause.end();
    this.#attempt?.cut();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      const triedAt = performance.now();
      const wasConnected = await this.#connect();
      if (this.#stopped) return;
      if (wasConnected && performance.now() - triedAt > steadyAfterMs) failures = 0;
      await this.#pause.for(this.#delay(failures++));
    }
  }

  /** One connect, and if it succeeds, all the time until it is lost. */
  async #connect(): Promise<boolean> {
    const attempt = new HubAttempt(this.#url, heartbeat);
    this.#attempt = attempt;
    const lost = new Promise<void>(resolve => attempt.connection.onclose(() => resolve()));
    attempt.connection.on('inboxChanged', (unread: number, news: Notification | null) => {
      if (!this.#stopped) this.#onChanged(unread, news);
    });
    if ((await attempt.start()) !== 'connected') return false;
    if (this.#stopped) attempt.cut();
    else this.state.set({ connected: true });
    await lost;
    this.state.set({ connected: false });
    return true;
  }

  /** Back in the network, or looked at again: no need to wait any longer. */
  readonly #wake = () => {
    if (document.visibilityState === 'visible') this.#pause.end();
  };
}
