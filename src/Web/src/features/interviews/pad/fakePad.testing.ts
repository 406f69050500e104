import type { PadEdit, PadPage } from '../../../api/pad';
import { Problem } from '../../../api/problem';
import type { News, PadKind, PadMessage } from '../../../realtime/protocol';
import { Emitter } from '../../../realtime/store';
import type { PadLine, PadServer } from './padSync';

export const interview = 'interview-1';

/** The server: keeps edits in order, each once, and tells of them. */
export class FakePad {
  readonly edits: PadEdit[] = [];
  readonly news = new Emitter<News>();
  readonly requests: string[] = [];
  language = 'plain';
  mayEdit = true;
  pageSize = 100;
  /** What becomes of requests: `deaf` stores them, and the answer is lost. */
  mood: 'well' | 'away' | 'deaf' | Problem = 'well';

  serverFor(by: string): PadServer & { last: string[] } {
    const last: string[] = [];
    return {
      last,
      read: (since) => this.#answer('read', () => this.#page(since)),
      append: (updates) => this.#answer('append', () => this.#append(by, updates)),
      chooseLanguage: (language) =>
        this.#answer('language', () => {
          this.language = language;
          this.news.emit({ topic: 'code_pad', id: interview, version: this.edits.length + 1 });
        }),
      appendAtLast: (updates) => last.push(...updates),
    };
  }

  async #answer<T>(what: string, act: () => T): Promise<T> {
    this.requests.push(what);
    await Promise.resolve();
    if (this.mood instanceof Problem) throw this.mood;
    if (this.mood === 'away') throw new Problem('offline', 0);
    const answer = act();
    await Promise.resolve();
    if (this.mood === 'deaf') throw new Problem('offline', 0);
    return answer;
  }

  #append(by: string, updates: readonly string[]): number {
    for (const update of updates) {
      if (this.edits.some((edit) => edit.update === update)) continue;
      const version = this.edits.length + 1;
      this.edits.push({ version, at: new Date(Date.now()).toISOString(), by, byName: by, update });
      this.news.emit({ topic: 'code_pad', id: interview, version });
    }
    return this.edits.length;
  }

  #page(since: number): PadPage {
    const edits = this.edits.filter((edit) => edit.version > since).slice(0, this.pageSize);
    const version = edits.at(-1)?.version ?? since;
    return { version, language: this.language, mayEdit: this.mayEdit, edits, hasMore: version < this.edits.length };
  }
}

/** The hub: relays to all others, unless it is told to lose or to shuffle. */
export class FakeHub {
  readonly #lines = new Map<string, FakeLine>();
  readonly #held: (() => void)[] = [];
  relayed = 0;
  loses: () => boolean = () => false;
  holds: () => boolean = () => false;

  lineFor(participantId: string, pad: FakePad): FakeLine {
    const line = new FakeLine(participantId, this, pad);
    this.#lines.set(participantId, line);
    for (const other of this.#lines.values()) if (other !== line) other.peers.emit(undefined);
    return line;
  }

  nameOf = (participantId: string) => (this.#lines.has(participantId) ? `Name of ${participantId}` : null);

  leave(participantId: string): void {
    this.#lines.delete(participantId);
    for (const other of this.#lines.values()) other.peers.emit(undefined);
  }

  relay(message: PadMessage): void {
    this.relayed++;
    for (const [id, line] of this.#lines) {
      if (id === message.participantId || this.loses()) continue;
      const deliver = () => line.connected && line.messages.emit(message);
      if (this.holds()) this.#held.push(deliver);
      else deliver();
    }
  }

  /** What was held back, the last first. */
  deliverHeld(): void {
    for (const deliver of this.#held.splice(0).reverse()) deliver();
  }
}

export class FakeLine implements PadLine {
  readonly id = interview;
  readonly messages = new Emitter<PadMessage>();
  readonly peers = new Emitter<undefined>();
  readonly #back = new Emitter<undefined>();
  readonly #participantId: string;
  readonly #hub: FakeHub;
  readonly #pad: FakePad;
  connected = true;

  constructor(participantId: string, hub: FakeHub, pad: FakePad) {
    this.#participantId = participantId;
    this.#hub = hub;
    this.#pad = pad;
  }

  tell(kind: PadKind, update: string): void {
    if (this.connected) this.#hub.relay({ participantId: this.#participantId, kind, update });
  }

  nameOf(participantId: string): string | null {
    return this.#hub.nameOf(participantId);
  }

  onPad = (listener: (message: PadMessage) => void) => this.messages.on(listener);
  onNews = (listener: (news: News) => void) => this.#pad.news.on((news) => this.connected && listener(news));
  onConnected = (listener: () => void) => this.#back.on(listener);
  onPeers = (listener: () => void) => this.peers.on(listener);

  drop(): void {
    this.connected = false;
  }

  comeBack(): void {
    this.connected = true;
    this.#back.emit(undefined);
  }
}
