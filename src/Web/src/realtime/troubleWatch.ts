import type { LocalMedia } from './devices';
import type { HubState } from './hubConnection';
import type { MediaKind, MediaProblem } from './mediaProblem';
import type { PeerLink } from './peer';
import type { TroubleKind } from './protocol';
import type { QualityMinute } from './qualityMinute';

const kinds: Partial<Record<MediaProblem, TroubleKind>> = {
  denied_by_user: 'device_denied',
  denied_by_system: 'device_denied',
  not_found: 'device_not_found',
  in_use: 'device_in_use',
};
const foundWithinMs = 15_000;

interface SeenPeer {
  state: PeerLink;
  restarts: number;
  since: number;
  silent: boolean;
  path: string | null;
}

/** Notices what goes wrong in a call, once each time. */
export class TroubleWatch {
  readonly #minute: QualityMinute;
  readonly #problems = new Map<MediaKind, MediaProblem | null>();
  readonly #peers = new Map<string, SeenPeer>();
  readonly #now: () => number;
  readonly #stop: (() => void)[];
  #hubLostAt: number | null = null;

  constructor(minute: QualityMinute, local: LocalMedia, now = () => performance.now()) {
    this.#minute = minute;
    this.#now = now;
    this.#devices(local);
    this.#stop = [
      local.state.subscribe(() => this.#devices(local)),
      local.notices.on(({ kind }) => minute.trouble('device_lost', kind, now())),
    ];
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  /** Also over the end of one stay and the beginning of the next. */
  hub({ kind }: HubState): void {
    const now = this.#now();
    if (kind === 'reconnecting' || kind === 'refused') this.#hubLostAt ??= now;
    if (kind !== 'connected' || this.#hubLostAt === null) return;
    this.#minute.trouble('signalling_lost', String(Math.round((now - this.#hubLostAt) / 1000)), this.#hubLostAt);
    this.#minute.cameBack();
    this.#hubLostAt = null;
  }

  /** `silent`: it says that it sends, and nothing comes in. */
  peer(id: string, { state, restarts, path, silent }: { state: PeerLink; restarts: number; path: string | null; silent: boolean }): void {
    const now = this.#now();
    const before = this.#peers.get(id) ?? { state: 'connecting', restarts: 0, since: now, silent: false, path: null };
    const known = path ?? before.path;
    let { since } = before;
    if (state !== before.state) since = now;
    if (state === 'interrupted' && before.state === 'connected') this.#minute.trouble('ice_failed', known, now);
    if (state === 'connected' && before.state === 'interrupted') this.#minute.cameBack();
    if (state === 'connecting' && now - since >= foundWithinMs) {
      this.#minute.trouble('ice_failed', known, now);
      since = now;
    }
    if (restarts > before.restarts) this.#minute.trouble('ice_restarted', known, now);
    if (silent && !before.silent && state === 'connected') this.#minute.trouble('media_silent', null, now);
    this.#peers.set(id, { state, restarts, since, silent, path: known });
  }

  /** Those who have left are no trouble any more. */
  forget(others: ReadonlySet<string>): void {
    for (const id of this.#peers.keys()) if (!others.has(id)) this.#peers.delete(id);
  }

  #devices(local: LocalMedia): void {
    const { microphone, camera, screen } = local.state.getSnapshot();
    for (const [kind, { problem }] of Object.entries({ microphone, camera, screen }) as [MediaKind, { problem: MediaProblem | null }][]) {
      if (problem && problem !== this.#problems.get(kind)) this.#minute.trouble(kinds[problem] ?? 'device_failed', kind, this.#now());
      this.#problems.set(kind, problem);
    }
  }
}
