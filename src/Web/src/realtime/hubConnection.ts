import type { HubConnection } from '@microsoft/signalr';
import { HubAttempt, ticketIsRefused } from './hubAttempt';
import type { ConnectionSummary, EphemeralMessage, GoodbyeCode, MediaFlags, PadKind, ServerMessages, SignalKind } from './protocol';
import { Pause, retryDelay } from './retry';
import { Store } from './store';

export type HubState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  | { kind: 'reconnecting' }
  /** The ticket is no longer good: join again. */
  | { kind: 'refused' }
  | { kind: 'closed'; code: GoodbyeCode | 'gave_up' | 'left' };

type Handlers = { [M in keyof ServerMessages]: (message: ServerMessages[M]) => void };

export interface HubOptions {
  /** Absolute or relative address of the hub. */
  url: string;
  ticket: string;
  /** Version up to which facts are known; asked anew for every attempt. */
  since: () => number;
  handlers: Handlers;
}

const aliveWithinMs = 2_000;
/** A connection that is taken and dropped at once is a failure too, or the loop would spin. */
const steadyAfterMs = 5_000;

/** The hub connection that does not give up: media never depend on it, so it may come and go. */
export class ConferenceHub {
  readonly state = new Store<{ now: HubState }>({ now: { kind: 'connecting' } });
  readonly #options: HubOptions;
  readonly #pause = new Pause();
  #ticket: string;
  #attempt: HubAttempt | null = null;
  #live: HubConnection | null = null;
  #waiting: ((connection: HubConnection | null) => void)[] = [];
  #goodbye: GoodbyeCode | 'left' | null = null;
  #running = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#ticket = options.ticket;
    globalThis.addEventListener('online', this.#cameOnline);
  }

  /** Connects and stays connected until stopped; also the way back from `closed: gave_up`. */
  start(): void {
    const refused = this.state.getSnapshot().now.kind === 'refused';
    if (!this.#running && !this.#goodbye && !refused) void this.#run();
  }

  async stop(): Promise<void> {
    globalThis.removeEventListener('online', this.#cameOnline);
    this.#goodbye ??= 'left';
    this.#pause.end();
    this.#release(null);
    if (this.#live) await this.#live.stop();
    else this.#attempt?.cut();
  }

  /** Relays to one peer, when there is a connection; false when the peer did not get it. */
  async signal(to: string, kind: SignalKind, payload: string): Promise<boolean> {
    const connection = await this.#connected();
    if (!connection) return false;
    return connection.invoke<boolean>('Signal', to, kind, payload).catch(() => false);
  }

  /** State and ephemera of a dead connection are worthless later: told when connected or not at all. */
  setMediaState(flags: MediaFlags): void {
    void this.#live?.send('SetMediaState', flags).catch(() => {});
  }

  ephemeral(what: Omit<EphemeralMessage, 'participantId'>): void {
    void this.#live?.send('Ephemeral', what).catch(() => {});
  }

  quality(summary: ConnectionSummary): void {
    void this.#live?.send('Quality', summary).catch(() => {});
  }

  /** What is lost here is fetched by HTTP. */
  pad(kind: PadKind, update: string): void {
    void this.#live?.send('Pad', kind, update).catch(() => {});
  }

  /** True when the missing facts were sent. */
  async catchUp(since: number): Promise<boolean> {
    const connection = await this.#connected();
    if (!connection) return false;
    return connection.invoke('CatchUp', since).then(
      () => true,
      () => false,
    );
  }

  renew(ticket: string): void {
    this.#ticket = ticket;
  }

  /** Skips the rest of a wait. */
  retryNow(): void {
    this.#pause.end();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#tell(this.state.getSnapshot().now.kind === 'closed' ? { kind: 'reconnecting' } : { kind: 'connecting' });
    let failures = 0;
    let lostAt = performance.now();
    while (!this.#goodbye) {
      const triedAt = performance.now();
      const result = await this.#tryOnce();
      if (result === 'refused') return this.#end({ kind: 'refused' });
      if (this.#goodbye) break;
      if (result === 'dropped') {
        lostAt = performance.now();
        if (lostAt - triedAt > steadyAfterMs) failures = 0;
      }
      this.#tell({ kind: 'reconnecting' });
      const delay = retryDelay(failures++, performance.now() - lostAt);
      if (delay === null) return this.#end({ kind: 'closed', code: 'gave_up' });
      await this.#pause.for(delay);
    }
    this.#end({ kind: 'closed', code: this.#goodbye });
  }

  /** One connect, and if it succeeds, all the time until it is lost. */
  async #tryOnce(): Promise<'dropped' | 'failed' | 'refused'> {
    const url = this.#address();
    const attempt = new HubAttempt(url);
    this.#attempt = attempt;
    const lost = new Promise<void>(resolve => attempt.connection.onclose(() => resolve()));
    this.#listen(attempt.connection);
    const result = await attempt.start();
    if (result !== 'connected') {
      return result === 'failed' && !this.#goodbye && (await ticketIsRefused(url)) ? 'refused' : 'failed';
    }
    if (this.#goodbye) await attempt.connection.stop();
    else {
      this.#live = attempt.connection;
      this.#tell({ kind: 'connected' });
      this.#release(attempt.connection);
    }
    await lost;
    this.#live = null;
    return 'dropped';
  }

  #address(): string {
    const url = new URL(this.#options.url, location.href);
    url.searchParams.set('access_token', this.#ticket);
    url.searchParams.set('since', String(this.#options.since()));
    return url.href;
  }

  #listen(connection: HubConnection): void {
    for (const [method, handle] of Object.entries(this.#options.handlers)) {
      connection.on(method, message => {
        if (this.#attempt?.connection === connection) (handle as (message: unknown) => void)(message);
      });
    }
    connection.on('Goodbye', ({ code }: ServerMessages['Goodbye']) => {
      this.#goodbye ??= code;
      void connection.stop();
    });
  }

  #connected(): Promise<HubConnection | null> {
    if (this.#live) return Promise.resolve(this.#live);
    if (this.#goodbye) return Promise.resolve(null);
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  #release(connection: HubConnection | null): void {
    for (const resolve of this.#waiting.splice(0)) resolve(connection);
  }

  #end(state: HubState): void {
    this.#running = false;
    this.#release(null);
    this.#tell(state);
  }

  #tell(now: HubState): void {
    const before = this.state.getSnapshot().now;
    if (before.kind !== now.kind || now.kind === 'closed') this.state.set({ now });
  }

  /** A new network: what hangs is tried again at once, and what seems connected must prove it. */
  readonly #cameOnline = () => {
    if (!this.#running) return this.start();
    const connection = this.#live;
    if (!connection) {
      this.#attempt?.cut();
      return this.#pause.end();
    }
    const attempt = this.#attempt;
    const timer = setTimeout(() => attempt?.cut(), aliveWithinMs);
    void connection
      .invoke('Ping')
      .catch(() => {})
      .finally(() => clearTimeout(timer));
  };
}
