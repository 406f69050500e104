import { cameraPlan, screenPlan, type VideoQuality } from './bandwidth';
import type { LocalTracks, SendPlan } from './link';
import { Peer } from './peer';
import type { Participant, SignalKind, SignalMessage } from './protocol';

export interface MeshOptions {
  selfId: string;
  iceServers: RTCIceServer[];
  tracks: LocalTracks;
  quality: VideoQuality;
  signal: (to: string, kind: SignalKind, payload: string) => Promise<boolean>;
  onChange: () => void;
}

const checkEveryMs = 1_000;

/** The links to all other people of the session: everybody sends to everybody. */
export class Mesh {
  readonly #options: MeshOptions;
  readonly #peers = new Map<string, Peer>();
  /** Ids are never given twice, so what comes from here is late and not new. */
  readonly #departed = new Set<string>();
  /** Peers whose signalling is down: no use in offering to them. */
  readonly #silent = new Set<string>();
  readonly #timer: ReturnType<typeof setInterval>;
  #tracks: LocalTracks;
  #quality: VideoQuality;
  #signalling = true;

  constructor(options: MeshOptions) {
    this.#options = options;
    this.#tracks = options.tracks;
    this.#quality = options.quality;
    this.#timer = setInterval(() => this.#check(), checkEveryMs);
  }

  get peers(): ReadonlyMap<string, Peer> {
    return this.#peers;
  }

  /** Those who were there before us, to whom we offer. */
  connectTo(participants: readonly Participant[]): void {
    const others = participants.filter(p => p.participantId !== this.#options.selfId);
    const plan = this.#plan(others.length);
    for (const { participantId } of others) this.#add(participantId, true, plan);
  }

  /** Folds the roster in: whoever is new will offer to us, whoever is gone is closed. */
  follow(participants: readonly Participant[]): void {
    const present = new Set(participants.map(p => p.participantId));
    for (const id of [...this.#peers.keys()]) if (!present.has(id)) this.#remove(id);
    for (const id of present) {
      if (id !== this.#options.selfId && !this.#peers.has(id)) this.#add(id, false);
    }
    this.#replan();
  }

  async take({ from, kind, payload }: SignalMessage): Promise<void> {
    if (this.#departed.has(from)) return;
    let peer = this.#peers.get(from);
    if (!peer && kind === 'offer') {
      peer = this.#add(from, false);
      this.#replan();
    }
    await peer?.take(kind, payload);
  }

  setTracks(tracks: LocalTracks): void {
    this.#tracks = tracks;
    for (const peer of this.#peers.values()) peer.setTracks(tracks);
  }

  setQuality(quality: VideoQuality): void {
    this.#quality = quality;
    this.#replan();
  }

  /** Our own signalling went or came back. */
  setSignalling(works: boolean): void {
    if (works && !this.#signalling) for (const peer of this.#peers.values()) void peer.reachable();
    this.#signalling = works;
  }

  /** A peer's signalling went or came back. */
  setPeerSignalling(id: string, works: boolean): void {
    if (works) {
      this.#silent.delete(id);
      void this.#peers.get(id)?.reachable();
    } else this.#silent.add(id);
  }

  networkChanged(): void {
    for (const peer of this.#peers.values()) peer.networkChanged();
  }

  /** What the camera should be captured at for so many peers. */
  get plan(): SendPlan {
    return this.#plan(this.#peers.size);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const id of [...this.#peers.keys()]) this.#remove(id);
  }

  #plan(others: number): SendPlan {
    return { camera: cameraPlan(this.#quality, others), screen: screenPlan(others) };
  }

  #replan(): void {
    const { plan } = this;
    for (const peer of this.#peers.values()) peer.setPlan(plan);
    this.#options.onChange();
  }

  #add(peerId: string, initiator: boolean, plan = this.plan): Peer {
    const { selfId, iceServers, signal, onChange } = this.#options;
    const peer = new Peer({
      selfId,
      peerId,
      initiator,
      iceServers,
      plan,
      onChange,
      tracks: this.#tracks,
      signal: (kind, payload) => signal(peerId, kind, payload),
    });
    this.#peers.set(peerId, peer);
    return peer;
  }

  #remove(id: string): void {
    this.#peers.get(id)?.close();
    this.#peers.delete(id);
    this.#silent.delete(id);
    this.#departed.add(id);
  }

  #check(): void {
    if (!this.#signalling) return;
    for (const [id, peer] of this.#peers) if (!this.#silent.has(id)) peer.check();
  }
}
