import { Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { PadPage } from '../../../api/pad';
import { type Problem, problemOf } from '../../../api/problem';
import type { News, PadKind, PadMessage } from '../../../realtime/protocol';
import { Store } from '../../../realtime/store';
import { fromBase64, toBase64 } from './base64';
import { clientsOf, takeCursor } from './cursors';
import { largestUpdate, merge, Outbox } from './outbox';

/** What lasts: HTTP. Everything throws `Problem`. */
export interface PadServer {
  /** The edits after a version; `version` of the answer is as far as they go. */
  read(since: number): Promise<PadPage>;
  /** Gives the pad's version after it. */
  append(updates: readonly string[]): Promise<number>;
  chooseLanguage(language: string): Promise<void>;
  /** The page goes away: sends what it can without waiting for an answer, and keeps it for the next page. */
  appendAtLast(updates: readonly string[]): void;
}

/** What is quick: the hub. What it loses is found at the server. */
export interface PadLine {
  /** The interview, as news name it. */
  id: string;
  tell(kind: PadKind, update: string): void;
  /** Null when nobody of that id is there. */
  nameOf(participantId: string): string | null;
  onPad(listener: (message: PadMessage) => void): () => void;
  onNews(listener: (news: News) => void): () => void;
  /** Own connection is up (again). */
  onConnected(listener: () => void): () => void;
  /** A peer has come, gone or come back. */
  onPeers(listener: () => void): () => void;
}

export interface PadState {
  /** `failed`: it could not be read the first time; it is tried on. */
  reading: 'loading' | 'ready' | 'failed';
  /** `offline`: kept here, sent when the server can be reached. `refused`: it will not be taken. */
  saving: 'saved' | 'saving' | 'offline' | 'refused';
  problem: Problem | null;
  language: string;
  mayEdit: boolean;
}

/** In milliseconds. */
export interface PadPace {
  relay: number;
  cursor: number;
  save: number;
  read: number;
  retry: readonly number[];
}

type Chore = 'relay' | 'cursor' | 'save' | 'read' | 'readNews';

const usualPace: PadPace = { relay: 60, cursor: 150, save: 500, read: 1_000, retry: [500, 1_000, 2_000, 4_000, 8_000, 15_000] };

/** Keeps a shared text the same on both sides, and at the server. */
export class PadSync {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText('code');
  readonly awareness = new Awareness(this.doc);
  readonly state = new Store<PadState>({ reading: 'loading', saving: 'saved', problem: null, language: 'plain', mayEdit: false });
  readonly #server: PadServer;
  readonly #line: PadLine;
  readonly #pace: PadPace;
  readonly #outbox: Outbox;
  readonly #stop: (() => void)[] = [];
  #relay: Uint8Array[] = [];
  /** All edits up to here were read, and one there is said to be. */
  #version = 0;
  #latest = 0;
  #failures = { read: 0, save: 0 };
  #reading = false;
  #readAgain = false;
  #sending = false;
  #closed = false;
  readonly #timers = new Map<Chore, ReturnType<typeof setTimeout>>();

  /** `unsaved`: what an earlier page could not save. */
  constructor(server: PadServer, line: PadLine, unsaved: readonly string[] = [], pace: PadPace = usualPace) {
    this.#server = server;
    this.#line = line;
    this.#pace = pace;
    this.#outbox = new Outbox(unsaved.filter((update) => this.#apply(update)));
    this.doc.on('update', this.#changed);
    this.awareness.on('update', this.#cursorMoved);
    this.#stop.push(
      line.onPad(this.#heard),
      line.onNews((news) => {
        if (news.topic === 'code_pad' && news.id === line.id) this.#isThere(news.version);
      }),
      line.onConnected(this.retry),
      line.onPeers(() => {
        const gone = clientsOf(this.awareness, (id) => line.nameOf(id) === null);
        if (gone.length > 0) removeAwarenessStates(this.awareness, gone, this);
        this.#soon('cursor', this.#pace.cursor);
      }),
    );
    addEventListener('online', this.retry);
    addEventListener('pagehide', this.#pageCloses);
    void this.#read();
    if (!this.#outbox.isEmpty) this.#soon('save', this.#pace.save);
  }

  /** At once, whatever the pauses: the network is back, or a person asks. */
  readonly retry = () => {
    this.#failures = { read: 0, save: 0 };
    void this.#read();
    void this.#save();
    this.#soon('cursor', this.#pace.cursor);
  };

  /** Shown at once; the others hear of it by news. */
  async chooseLanguage(language: string): Promise<void> {
    const before = this.state.getSnapshot().language;
    this.state.set({ language });
    try {
      await this.#server.chooseLanguage(language);
    } catch (error) {
      this.state.set({ language: before });
      throw problemOf(error);
    }
  }

  /** Sends what is still to be sent, and ends. */
  close(): void {
    if (this.#closed) return;
    this.#pageCloses();
    this.#closed = true;
    removeEventListener('online', this.retry);
    removeEventListener('pagehide', this.#pageCloses);
    for (const stop of this.#stop) stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.awareness.destroy();
    this.doc.destroy();
  }

  readonly #pageCloses = () => {
    if (this.#closed) return;
    this.#tellRelay();
    if (!this.#outbox.isEmpty && this.state.getSnapshot().saving !== 'refused') this.#server.appendAtLast(this.#outbox.all());
  };

  readonly #changed = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return;
    this.#relay.push(update);
    this.#outbox.put(update);
    this.#soon('relay', this.#pace.relay);
    if (this.state.getSnapshot().saving !== 'refused') {
      this.#soon('save', this.#pace.save);
      if (this.state.getSnapshot().saving === 'saved') this.state.set({ saving: 'saving' });
    }
  };

  readonly #cursorMoved = (_: unknown, origin: unknown) => {
    if (origin === 'local') this.#soon('cursor', this.#pace.cursor);
  };

  readonly #heard = ({ participantId, kind, update }: PadMessage) => {
    if (kind === 'update') return void this.#apply(update);
    const name = this.#line.nameOf(participantId);
    if (name === null) return;
    try {
      takeCursor(this.awareness, fromBase64(update), participantId, name, this);
    } catch {
      // Junk from a peer harms nobody
    }
  };

  #soon(what: Chore, after: number): void {
    if (this.#closed || this.#timers.has(what)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(what);
      this.#chores[what]();
    }, after);
    this.#timers.set(what, timer);
  }

  readonly #chores: Record<Chore, () => void> = {
    relay: () => this.#tellRelay(),
    cursor: () => this.#tellCursor(),
    save: () => void this.#save(),
    read: () => void this.#read(),
    // What was read or saved meanwhile need not be read again
    readNews: () => this.#latest > this.#version && void this.#read(),
  };

  #isThere(version: number): void {
    this.#latest = Math.max(this.#latest, version);
    if (version > this.#version) this.#soon('readNews', this.#pace.read);
  }

  #tellRelay(): void {
    const updates = merge(this.#relay.splice(0));
    // What is too large for the hub reaches the others through the server
    for (const update of updates) if (update.length <= largestUpdate) this.#line.tell('update', toBase64(update));
  }

  #tellCursor(): void {
    this.#line.tell('awareness', toBase64(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])));
  }

  #apply(update: string): boolean {
    try {
      Y.applyUpdate(this.doc, fromBase64(update), this);
      return true;
    } catch {
      return false; // One edit that cannot be read must not hide the others
    }
  }

  /** Asks for all edits after those that are known; one question at a time. */
  async #read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#readAgain = false;
        for (let more = true; more && !this.#closed; ) {
          const page = await this.#server.read(this.#version);
          if (this.#closed) return;
          for (const { update } of page.edits) this.#apply(update);
          this.#version = Math.max(this.#version, page.version);
          more = page.hasMore;
          if (!more) this.#wasRead(page);
        }
      } while (this.#readAgain && !this.#closed);
      this.#failures.read = 0;
    } catch (error) {
      const problem = problemOf(error);
      if (this.state.getSnapshot().reading !== 'ready') this.state.set({ reading: 'failed', problem });
      if (passes(problem)) this.#soon('read', this.#delay('read'));
    } finally {
      this.#reading = false;
    }
  }

  #wasRead({ language, mayEdit }: PadPage): void {
    const refused = this.state.getSnapshot().saving === 'refused';
    this.state.set(refused ? { reading: 'ready', language } : { reading: 'ready', language, mayEdit, problem: null });
  }

  /** Sends batch after batch until nothing waits; a batch that got no answer is sent again as it was. */
  async #save(): Promise<void> {
    if (this.#sending || this.#closed || this.state.getSnapshot().saving === 'refused') return;
    if (this.#outbox.isEmpty) return;
    this.#sending = true;
    const batch = this.#outbox.next();
    try {
      const version = await this.#server.append(batch);
      this.#outbox.acknowledged();
      this.#failures.save = 0;
      // With others' edits in between, theirs are to be read
      if (version === this.#version + batch.length) this.#version = version;
      else this.#isThere(version);
      this.state.set({ saving: this.#outbox.isEmpty ? 'saved' : 'saving' });
      if (!this.#outbox.isEmpty) this.#soon('save', this.#pace.save);
    } catch (error) {
      const problem = problemOf(error);
      if (passes(problem)) {
        this.state.set({ saving: 'offline' });
        this.#soon('save', this.#delay('save'));
      } else this.state.set({ saving: 'refused', problem, mayEdit: false });
    } finally {
      this.#sending = false;
    }
  }

  #delay(what: 'read' | 'save'): number {
    const { retry } = this.#pace;
    return retry[Math.min(this.#failures[what]++, retry.length - 1)]!;
  }
}

/** Whether the same may be taken later. A 401 too: the person signs in again elsewhere. */
const passes = ({ status }: Problem) => status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
