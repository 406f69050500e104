import { Link, type LocalTracks, type RemoteStreams, type SendPlan } from './link';
import type { CandidatePayload, DescriptionPayload, SignalKind } from './protocol';

/** How the media of one peer are; `interrupted` keeps the frozen picture while ICE looks for a new way. */
export type PeerLink = 'connecting' | 'connected' | 'interrupted';

export interface PeerOptions {
  selfId: string;
  peerId: string;
  /** Whoever joined later makes the first offer. */
  initiator: boolean;
  iceServers: RTCIceServer[];
  tracks: LocalTracks;
  plan: SendPlan;
  signal: (kind: SignalKind, payload: string) => Promise<boolean>;
  onChange: () => void;
  now?: () => number;
}

const awaitOfferMs = 5_000;
const disconnectedMs = 2_000;
const betweenRestartsMs = 8_000;
const rebuildMs = 15_000;

/** One other participant: keeps a link to them alive by restarting ICE, and by beginning anew when that fails. */
export class Peer {
  readonly #options: PeerOptions;
  readonly #now: () => number;
  #tracks: LocalTracks;
  #plan: SendPlan;
  #link: Link | null = null;
  #beganAt: number;
  #brokenSince: number | null = null;
  #restartedAt = -Infinity;
  #everConnected = false;
  /** How often another way was looked for. */
  restarts = 0;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#tracks = options.tracks;
    this.#plan = options.plan;
    this.#beganAt = this.#now();
    if (options.initiator) this.#begin();
  }

  get link(): Link | null {
    return this.#link;
  }

  get remote(): RemoteStreams | null {
    return this.#link?.remote ?? null;
  }

  get state(): PeerLink {
    if (this.#link?.pc.connectionState === 'connected') return 'connected';
    return this.#everConnected ? 'interrupted' : 'connecting';
  }

  async take(kind: SignalKind, payload: string): Promise<void> {
    if (kind === 'restart') return this.#askedToRestart();
    const message = JSON.parse(payload) as DescriptionPayload & CandidatePayload;
    if (kind === 'offer' && message.link !== this.#link?.id) {
      if (this.#options.initiator) return; // only the initiator makes links
      this.#replaceLink(message.link);
    }
    if (!this.#link || message.link !== this.#link.id) return;
    if (kind === 'candidate') this.#link.takeCandidate(message);
    else await this.#link.takeDescription(kind, message);
  }

  setTracks(tracks: LocalTracks): void {
    this.#tracks = tracks;
    this.#link?.setTracks(tracks);
  }

  setPlan(plan: SendPlan): void {
    this.#plan = plan;
    this.#link?.setPlan(plan);
  }

  /** Signalling to this peer works again (its connection or ours came back). */
  async reachable(): Promise<void> {
    if (await this.#link?.resend()) return;
    if (this.#options.initiator && this.state !== 'connected') this.#restartIce();
  }

  networkChanged(): void {
    if (this.#link) this.#restartIce();
  }

  /** Called every second while signalling works; mends what does not mend itself. */
  check(): void {
    const now = this.#now();
    const state = this.#link?.pc.connectionState;
    if (state === 'connected') {
      this.#brokenSince = null;
      return;
    }
    this.#brokenSince ??= this.#everConnected ? now : this.#beganAt;
    const brokenFor = now - this.#brokenSince;
    if (!this.#link) {
      if (brokenFor >= awaitOfferMs) this.#rebuild();
    } else if (brokenFor >= rebuildMs) this.#rebuild();
    else if (this.#everConnected && brokenFor >= disconnectedMs && now - this.#restartedAt >= betweenRestartsMs) {
      this.#restartIce();
    }
  }

  close(): void {
    this.#link?.close();
    this.#link = null;
  }

  #askedToRestart(): void {
    // Both sides may notice at once; a link that has just begun is given its time.
    if (this.#options.initiator && this.#now() - this.#beganAt >= disconnectedMs) this.#begin();
  }

  #rebuild(): void {
    this.restarts++;
    this.#brokenSince = this.#beganAt = this.#now();
    if (this.#options.initiator) this.#begin();
    else void this.#options.signal('restart', '{}');
  }

  #begin(): void {
    const link = this.#replaceLink(crypto.randomUUID());
    link.createSections();
    void link.offer().catch(() => {}); // closed meanwhile, or check() replaces it
  }

  #restartIce(): void {
    this.restarts++;
    this.#restartedAt = this.#now();
    this.#link?.restartIce();
  }

  #replaceLink(id: string): Link {
    this.#link?.close();
    this.#beganAt = this.#now();
    this.#brokenSince = null;
    const { selfId, peerId, iceServers, signal } = this.#options;
    const link = new Link({
      id,
      polite: selfId > peerId,
      iceServers,
      tracks: this.#tracks,
      plan: this.#plan,
      send: (kind, payload) => signal(kind, JSON.stringify(payload)),
      onChange: () => this.#changed(link),
    });
    this.#link = link;
    return link;
  }

  #changed(link: Link): void {
    if (link !== this.#link) return;
    if (link.pc.connectionState === 'connected') this.#everConnected = true;
    this.#options.onChange();
  }
}
