import { problemOf } from '../api/problem';
import type { VideoQuality } from './bandwidth';
import type { LocalMedia } from './devices';
import type { HubState } from './hubConnection';
import { keepSame } from './keepSame';
import { Monitor } from './monitor';
import { watchNetwork } from './network';
import type { ConnectionSummary, Fact, JoinAnswer, JoinedRoom, LeaveReason, News, PadKind, PadMessage } from './protocol';
import { Pause, retryDelay } from './retry';
import type { RoomState } from './roomState';
import { type Person, Stay } from './stay';
import { Emitter, Store } from './store';

export interface CallState {
  phase: 'joining' | 'joined' | 'left';
  /** Why the call is over: a Goodbye's code, `left`, or the code of the problem that refused (re)joining. */
  reason: string | null;
  signalling: 'connecting' | 'connected' | 'reconnecting' | 'gave_up';
  selfId: string | null;
  room: JoinedRoom | null;
  startedAt: string | null;
  /** Self first, then in order of joining. */
  people: readonly Person[];
}

export type CallNotice =
  | { what: 'joined'; name: string; personId: string }
  | { what: 'left'; name: string; personId: string; reason: LeaveReason }
  | { what: 'muted_by'; name: string }
  | { what: 'muted_on_entry' }
  | { what: 'role_changed'; name: string; role: Person['role']; self: boolean }
  | { what: 'host_changed'; name: string; self: boolean };

export interface CallOptions {
  local: LocalMedia;
  quality: VideoQuality;
  /** POST join; throws `Problem`. */
  join: (previousParticipantId?: string) => Promise<JoinAnswer>;
  /** POST leave, with what was measured last; must work while the page goes away. */
  leave: (participantId: string, reason: 'left' | 'page_closed', connection: ConnectionSummary | null) => void;
  /** The page goes away with the call on. */
  onPageClosed?: (participantId: string) => void;
}

const joinAgainAtMostEveryMs = 1_000;

/** The call from Join to Leave, whatever happens to the connection in between. */
export class CallSession {
  readonly state = new Store<CallState>({
    phase: 'joining',
    reason: null,
    signalling: 'connecting',
    selfId: null,
    room: null,
    startedAt: null,
    people: [],
  });
  readonly notices = new Emitter<CallNotice>();
  readonly pad = new Emitter<PadMessage>();
  readonly news = new Emitter<News>();
  /** Somebody's signalling came up: they know nothing of what was only relayed before. */
  readonly peerBack = new Emitter<undefined>();
  readonly monitor: Monitor;
  readonly local: LocalMedia;
  readonly #options: CallOptions;
  readonly #pause = new Pause();
  readonly #stopWatching: () => void;
  #stay: Stay | null = null;
  #joinedAgainAt = Number.NEGATIVE_INFINITY;

  constructor(options: CallOptions) {
    this.#options = options;
    this.local = options.local;
    this.monitor = new Monitor(options.local);
    this.#stopWatching = watchNetwork(() => {
      this.#pause.end();
      this.#stay?.mesh.networkChanged();
    });
    addEventListener('pagehide', this.#pageCloses);
  }

  /** Throws the `Problem` of a refusal; the devices stay open then, for another try. */
  async start(previousParticipantId?: string): Promise<void> {
    let answer: JoinAnswer;
    try {
      answer = await this.#options.join(previousParticipantId);
    } catch (error) {
      this.#endWatching();
      throw problemOf(error);
    }
    if (this.#over) this.#options.leave(answer.participantId, 'left', null);
    else this.#enter(answer, previousParticipantId === undefined);
  }

  leave(): void {
    if (this.#over) return;
    if (this.#stay) this.#options.leave(this.#stay.selfId, 'left', this.monitor.rest());
    this.#finish('left');
  }

  /** Relays to the others, when there is a connection. */
  tellPad(kind: PadKind, update: string): void {
    this.#stay?.hub.pad(kind, update);
  }

  /** The button after the automatic attempts have ended. */
  retry(): void {
    this.#stay?.hub.start();
  }

  get #over(): boolean {
    return this.state.getSnapshot().phase === 'left';
  }

  #enter(answer: JoinAnswer, first: boolean): void {
    const { room, role } = answer;
    if (first && room.settings.muteOnEntry && (role === 'participant' || role === 'guest')) this.#muteOnEntry();
    void this.#stay?.close();
    const stay = new Stay({
      answer,
      local: this.local,
      quality: this.#options.quality,
      onPeople: () => this.#showPeople(),
      onFact: (fact, before) => this.#hear(fact, before),
      onPad: message => this.pad.emit(message),
      onNews: news => this.news.emit(news),
      onPeerBack: () => this.peerBack.emit(undefined),
    });
    this.#stay = stay;
    stay.hub.state.subscribe(() => stay === this.#stay && this.#hubChanged(stay.hub.state.getSnapshot().now));
    this.monitor.follow(stay);
    const { startedAt } = answer.roster;
    this.state.set({ phase: 'joined', selfId: stay.selfId, room, startedAt, people: stay.people });
  }

  #hubChanged(hub: HubState): void {
    if (hub.kind === 'refused') void this.#joinAgain();
    else if (hub.kind !== 'closed') this.state.set({ signalling: hub.kind });
    else if (hub.code === 'gave_up') this.state.set({ signalling: 'gave_up' });
    else this.#finish(hub.code);
  }

  /** The stay has ended behind our back: a new one, as the same person, while the old pictures stand. */
  async #joinAgain(): Promise<void> {
    this.state.set({ signalling: 'reconnecting' });
    const previous = this.#stay?.selfId;
    const since = performance.now();
    // A new stay that is refused at once again must not make a flood of joins.
    if (since - this.#joinedAgainAt < joinAgainAtMostEveryMs) await this.#pause.for(joinAgainAtMostEveryMs);
    for (let failures = 0; !this.#over; failures++) {
      try {
        const answer = await this.#options.join(previous);
        this.#joinedAgainAt = performance.now();
        return this.#enter(answer, false);
      } catch (error) {
        const problem = problemOf(error);
        const passing = problem.status === 0 || problem.status === 429 || problem.status >= 500;
        const delay = passing ? retryDelay(failures, performance.now() - since) : null;
        if (delay === null) return this.#finish(problem.code);
        await this.#pause.for(delay);
      }
    }
  }

  #hear(fact: Fact, before: RoomState): void {
    const self = this.#stay?.selfId;
    const name = (id: string) => before.participants.find(p => p.participantId === id)?.displayName ?? '';
    const nameOfPerson = (id: string) => before.participants.find(p => p.personId === id)?.displayName ?? '';
    switch (fact.type) {
      case 'participantJoined': {
        const { participantId, displayName, personId } = fact.data.participant;
        if (participantId !== self) this.notices.emit({ what: 'joined', name: displayName, personId });
        break;
      }
      case 'participantLeft': {
        const gone = before.participants.find(p => p.participantId === fact.data.participantId);
        if (!gone || gone.participantId === self) break;
        const { displayName, personId } = gone;
        this.notices.emit({ what: 'left', name: displayName, personId, reason: fact.data.reason });
        break;
      }
      case 'participantMuted':
        if (fact.data.participantId !== self) break;
        this.local.microphone.turnOff();
        this.notices.emit({ what: 'muted_by', name: nameOfPerson(fact.data.by) });
        break;
      case 'roleChanged': {
        const { participantId: id, role } = fact.data;
        const was = before.participants.find(p => p.participantId === id)?.role;
        // A handed-over host role says so itself
        if (role !== 'co_host' && was !== 'co_host') break;
        this.notices.emit({ what: 'role_changed', name: name(id), role, self: id === self });
        break;
      }
      case 'hostChanged': {
        const { hostPersonId: id } = fact.data;
        const mine = before.participants.some(p => p.participantId === self && p.personId === id);
        this.notices.emit({ what: 'host_changed', name: nameOfPerson(id), self: mine });
      }
    }
  }

  #muteOnEntry(): void {
    if (!this.local.state.getSnapshot().microphone.on) return;
    this.local.microphone.turnOff();
    this.notices.emit({ what: 'muted_on_entry' });
  }

  #showPeople(): void {
    if (!this.#stay) return;
    const before = this.state.getSnapshot().people;
    this.state.set({ people: keepSame(before, this.#stay.people, person => person.participantId) });
  }

  #finish(reason: string): void {
    if (this.#over) return;
    this.#endWatching();
    void this.#stay?.close();
    this.#stay = null;
    this.local.close();
    this.state.set({ phase: 'left', reason });
  }

  #endWatching(): void {
    removeEventListener('pagehide', this.#pageCloses);
    this.#stopWatching();
    this.#pause.end();
    this.monitor.close();
  }

  readonly #pageCloses = () => {
    if (!this.#stay) return;
    this.#options.onPageClosed?.(this.#stay.selfId);
    this.#options.leave(this.#stay.selfId, 'page_closed', this.monitor.rest());
  };
}
