import type { CameraPlan } from './bandwidth';
import type { LocalMedia } from './devices';
import { LevelMeter } from './levelMeter';
import { barsOf, isSilent, type LinkQuality, StatsReader } from './quality';
import type { ConnectionSummary, QualityBars } from './protocol';
import { browserName, QualityMinute } from './qualityMinute';
import { SpeakerDetector } from './speaking';
import type { Stay } from './stay';
import { Store } from './store';
import { TroubleWatch } from './troubleWatch';

export interface Speaking {
  ids: ReadonlySet<string>;
  active: string | null;
}

const levelEveryMs = 150;
const qualityEveryMs = 2_000;

/** Listens and measures while a stay lasts. Kept apart from the call's state: it changes far more often. */
export class Monitor {
  readonly speaking = new Store<Speaking>({ ids: new Set(), active: null });
  readonly quality = new Store<{ links: Readonly<Record<string, LinkQuality>>; own: QualityBars | null }>({
    links: {},
    own: null,
  });
  readonly #local: LocalMedia;
  readonly #detector = new SpeakerDetector();
  readonly #readers = new Map<string, StatsReader>();
  readonly #timers: ReturnType<typeof setInterval>[];
  readonly #minute = new QualityMinute(performance.now());
  readonly #troubles: TroubleWatch;
  #listenedAt = performance.now();
  #stopFollowing: (() => void) | null = null;
  #stay: Stay | null = null;
  #meter: { track: MediaStreamTrack; meter: LevelMeter } | null = null;

  constructor(local: LocalMedia) {
    this.#local = local;
    this.#troubles = new TroubleWatch(this.#minute, local);
    this.#timers = [
      setInterval(() => this.#listen(), levelEveryMs),
      setInterval(() => void this.#measure(), qualityEveryMs),
    ];
  }

  follow(stay: Stay | null): void {
    this.#stay = stay;
    this.#readers.clear();
    this.quality.set({ links: {}, own: null });
    this.#minute.beginAgain(performance.now());
    this.#stopFollowing?.();
    const hub = stay?.hub.state;
    this.#stopFollowing = hub?.subscribe(() => this.#troubles.hub(hub.getSnapshot().now)) ?? null;
  }

  /** What was measured since the last full minute, for whoever leaves: beside that the hub may lose it. */
  rest(): ConnectionSummary | null {
    return this.#stay && this.#minute.take(performance.now(), browserName());
  }

  close(): void {
    this.#troubles.close();
    this.#stopFollowing?.();
    for (const timer of this.#timers) clearInterval(timer);
    this.#meter?.meter.close();
    this.#meter = null;
  }

  #listen(): void {
    if (!this.#stay) return;
    const levels = new Map([[this.#stay.selfId, this.#ownLevel()]]);
    for (const [id, peer] of this.#stay.mesh.peers) {
      const source = peer.link?.receiver('audio')?.getSynchronizationSources?.()[0];
      levels.set(id, source?.audioLevel ?? 0);
    }
    const now = performance.now();
    const { speaking, active } = this.#detector.sample(levels, now);
    const before = this.speaking.getSnapshot();
    this.#minute.heard(now - this.#listenedAt, speaking.has(this.#stay.selfId), this.#stay.flags.screen);
    this.#listenedAt = now;
    if (active === before.active && sameIds(speaking, before.ids)) return;
    const self = this.#stay.selfId;
    if (speaking.has(self) !== before.ids.has(self)) this.#stay.tellAboutMe({ speaking: speaking.has(self) });
    this.speaking.set({ ids: speaking, active });
  }

  #ownLevel(): number {
    const { on, track } = this.#local.state.getSnapshot().microphone;
    if (this.#meter && this.#meter.track !== track) {
      this.#meter.meter.close();
      this.#meter = null;
    }
    if (!track || !on) return 0;
    this.#meter ??= { track, meter: new LevelMeter(track) };
    return this.#meter.meter.level();
  }

  async #measure(): Promise<void> {
    const stay = this.#stay;
    if (!stay) return;
    const target = stay.mesh.plan.camera;
    const measured = await Promise.all(
      stay.people.filter(p => !p.self).map(async p => [p.participantId, await this.#link(stay, p.participantId, target)]),
    );
    if (stay !== this.#stay) return;
    const links = Object.fromEntries(measured.filter(([, quality]) => quality)) as Record<string, LinkQuality>;
    const own = ownBars(Object.values(links));
    if (own !== null && own !== this.quality.getSnapshot().own) stay.tellAboutMe({ quality: own });
    this.quality.set({ links, own });
    this.#troubles.forget(new Set(stay.mesh.peers.keys()));
    if (this.#minute.isFull(performance.now())) this.#tell(stay);
  }

  /** Without a connection the minute grows until there is one. */
  #tell({ hub }: Stay): void {
    if (hub.state.getSnapshot().now.kind !== 'connected') return;
    const summary = this.#minute.take(performance.now(), browserName());
    if (summary) hub.quality(summary);
  }

  async #link(stay: Stay, id: string, target: CameraPlan): Promise<LinkQuality | null> {
    const peer = stay.mesh.peers.get(id);
    const pc = peer?.link?.pc;
    if (!peer) return null;
    const { state, restarts } = peer;
    if (!pc || state === 'connecting') {
      this.#troubles.peer(id, { state, restarts, path: null, silent: false });
      return null;
    }
    const reader = this.#readers.get(id) ?? new StatsReader();
    this.#readers.set(id, reader);
    const report = await pc.getStats();
    const numbers = reader.read([...report.values()], performance.now());
    const media = stay.people.find(p => p.participantId === id)?.media;
    const video = !!media?.video || !!media?.screen;
    const expected = { video, anything: video || !!media?.audio, bitrate: target.maxBitrate };
    const bars = peer.state === 'connected' ? barsOf(numbers, expected) : 0;
    if (stay === this.#stay) {
      this.#minute.read(numbers, !!media?.video && !media.screen);
      this.#troubles.peer(id, { state: peer.state, restarts, path: numbers.path, silent: isSilent(numbers, expected) });
    }
    return { ...numbers, bars };
  }
}

const sameIds = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size === b.size && [...a].every(id => b.has(id));

/** When all links are bad, the reason is here; when one is good, it is not. */
function ownBars(links: readonly LinkQuality[]): QualityBars | null {
  if (links.length === 0) return null;
  return Math.max(...links.map(link => link.bars)) as QualityBars;
}
