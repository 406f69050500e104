import { captureImpossible, classify, MediaError, type MediaProblem, permissionIsGranted } from './mediaProblem';
import { rememberDevice, rememberedDevices } from './remembered';
import { Store } from './store';

export interface CaptureState {
  /** What the person wants; `track` is what there is. */
  on: boolean;
  starting: boolean;
  problem: MediaProblem | null;
  /** A microphone keeps its track while muted (unmuting must be instant), a camera gives it up (its light goes out). */
  track: MediaStreamTrack | null;
}

export type DeviceKind = 'microphone' | 'camera';

/** `fell_back`: the device went away and another one took over; `lost`: there was no other. */
export interface DeviceNotice {
  what: 'fell_back' | 'lost';
  kind: DeviceKind;
  label: string;
}

/** One microphone or camera, as the person sees it: on or off, which one, and why not. */
export class CaptureDevice {
  readonly kind: DeviceKind;
  readonly state = new Store<CaptureState>({ on: false, starting: false, problem: null, track: null });
  readonly #constraints: () => MediaTrackConstraints;
  readonly #notice: (notice: DeviceNotice) => void;
  #round = 0;

  constructor(kind: DeviceKind, constraints: () => MediaTrackConstraints, notice: (notice: DeviceNotice) => void) {
    this.kind = kind;
    this.#constraints = constraints;
    this.#notice = notice;
  }

  /** The device that is really in use: what a menu must show. */
  get deviceId(): string | null {
    return this.state.getSnapshot().track?.getSettings().deviceId ?? null;
  }

  /** What getUserMedia is asked for; the remembered device is a wish, so that its absence is no error. */
  request(deviceId = rememberedDevices()[this.kind]): MediaTrackConstraints {
    return { ...this.#constraints(), ...(deviceId ? { deviceId: { ideal: deviceId } } : {}) };
  }

  async turnOn(): Promise<void> {
    const { track } = this.state.getSnapshot();
    if (track?.readyState === 'live') {
      track.enabled = true;
      this.state.set({ on: true, problem: null });
    } else await this.#open(this.request());
  }

  turnOff(): void {
    this.#round++;
    const { track } = this.state.getSnapshot();
    if (this.kind === 'microphone' && track) {
      track.enabled = false;
      this.state.set({ on: false, starting: false });
    } else {
      this.#drop();
      this.state.set({ on: false, starting: false, problem: null });
    }
  }

  /** Changes to another device; it is remembered once it has opened. */
  async choose(deviceId: string): Promise<void> {
    const { on, track } = this.state.getSnapshot();
    if (!on && !track) return rememberDevice(this.kind, deviceId);
    const constraints = { ...this.#constraints(), deviceId: { exact: deviceId } };
    await this.#open(constraints, on);
    if (track && this.state.getSnapshot().problem === 'in_use') {
      this.#drop(); // a phone opens one camera at a time
      await this.#open(constraints, on);
    }
    if (!this.state.getSnapshot().problem) rememberDevice(this.kind, deviceId);
  }

  /** Marks a capture that is under way elsewhere (both devices asked for in one question). */
  begin(on = true): number {
    this.state.set({ on, starting: true, problem: null });
    return ++this.#round;
  }

  /** The end of `begin`; a track that came too late is let go. */
  adopt(round: number, track: MediaStreamTrack): void {
    if (round !== this.#round) return track.stop();
    this.#drop();
    track.enabled = this.state.getSnapshot().on;
    if (this.kind === 'camera') track.contentHint = 'motion';
    track.onended = () => void this.#fallBack(track);
    this.state.set({ starting: false, problem: null, track });
  }

  fail(round: number, problem: MediaProblem): void {
    if (round === this.#round) this.state.set({ starting: false, problem });
  }

  /** The list of devices changed: is ours still there? And if we had none, is there one now? */
  async reviewed(present: readonly MediaDeviceInfo[]): Promise<void> {
    const { on, track, problem } = this.state.getSnapshot();
    if (track && this.deviceId && !present.some(d => d.deviceId === this.deviceId)) await this.#fallBack(track);
    else if (on && problem === 'not_found' && present.length > 0) await this.#open(this.request());
  }

  close(): void {
    this.#round++;
    this.#drop();
    this.state.set({ on: false, starting: false });
  }

  async #open(constraints: MediaTrackConstraints, on = true): Promise<void> {
    const round = this.begin(on);
    try {
      this.adopt(round, await capture(this.kind, constraints));
    } catch (error) {
      this.fail(round, error instanceof MediaError ? error.problem : 'unknown');
    }
  }

  async #fallBack(gone: MediaStreamTrack): Promise<void> {
    const { track, on } = this.state.getSnapshot();
    if (track !== gone) return;
    const { label } = gone;
    this.#drop();
    if (!on) return this.state.set({ track: null });
    await this.#open(this.#constraints());
    const now = this.state.getSnapshot();
    this.#notice({ what: now.track ? 'fell_back' : 'lost', kind: this.kind, label: now.track?.label ?? label });
  }

  #drop(): void {
    const { track } = this.state.getSnapshot();
    if (!track) return;
    track.onended = null;
    track.stop();
    this.state.set({ track: null });
  }
}

/** One track of one kind. Throws `MediaError`. */
export async function capture(kind: DeviceKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const impossible = captureImpossible(kind);
  if (impossible) throw new MediaError(impossible);
  const which = kind === 'microphone' ? 'audio' : 'video';
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ [which]: constraints });
    return stream.getTracks()[0]!;
  } catch (error) {
    throw new MediaError(classify(error, await permissionIsGranted(kind)), error);
  }
}
