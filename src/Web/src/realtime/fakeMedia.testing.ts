import { vi } from 'vitest';

/** jsdom has no media at all: devices that can be plugged in, pulled out and refused. */
export class FakeDevices extends EventTarget {
  present: { kind: MediaDeviceKind; deviceId: string; label: string }[] = [];
  /** Name of the DOMException that the next captures of a kind end in. */
  refuse: { audio?: string; video?: string } = {};
  readonly asked: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];

  install(): this {
    const get = (real: Navigator, key: string) => (key === 'mediaDevices' ? this : Reflect.get(real, key, real));
    vi.stubGlobal('navigator', new Proxy(navigator, { get: get as ProxyHandler<Navigator>['get'] }));
    vi.stubGlobal('MediaStream', FakeStream);
    vi.stubGlobal('AudioContext', SilentContext);
    return this;
  }

  plug(kind: MediaDeviceKind, deviceId: string): void {
    this.present.push({ kind, deviceId, label: `The ${deviceId}` });
    this.dispatchEvent(new Event('devicechange'));
  }

  unplug(deviceId: string): void {
    this.present = this.present.filter(d => d.deviceId !== deviceId);
    this.dispatchEvent(new Event('devicechange'));
  }

  enumerateDevices = async () => [...this.present];

  getUserMedia = async (constraints: MediaStreamConstraints) => {
    this.asked.push(constraints);
    const tracks = (['audio', 'video'] as const).filter(kind => constraints[kind]).map(kind => this.#open(kind, constraints));
    return new FakeStream(tracks);
  };

  #open(kind: 'audio' | 'video', constraints: MediaStreamConstraints): FakeTrack {
    if (this.refuse[kind]) throw new DOMException('refused', this.refuse[kind]);
    const wish = (constraints[kind] as MediaTrackConstraints).deviceId as { exact?: string; ideal?: string } | undefined;
    const all = this.present.filter(d => d.kind === `${kind}input`);
    const device = all.find(d => d.deviceId === (wish?.exact ?? wish?.ideal)) ?? (wish?.exact ? undefined : all[0]);
    if (!device) throw new DOMException('none', wish?.exact ? 'OverconstrainedError' : 'NotFoundError');
    const track = new FakeTrack(kind, device.deviceId, device.label);
    this.tracks.push(track);
    return track;
  }
}

export class FakeTrack {
  enabled = true;
  readyState: 'live' | 'ended' = 'live';
  contentHint = '';
  onended: (() => void) | null = null;

  constructor(
    readonly kind: string,
    readonly deviceId: string,
    readonly label: string,
  ) {}

  getSettings = () => ({ deviceId: this.deviceId });
  readonly applied: MediaTrackConstraints[] = [];
  applyConstraints = async (constraints: MediaTrackConstraints) => void this.applied.push(constraints);
  stop = () => {
    this.readyState = 'ended';
  };
}

class FakeStream {
  constructor(readonly tracks: FakeTrack[] = []) {}
  getTracks = () => this.tracks;
  getAudioTracks = () => this.tracks.filter(t => t.kind === 'audio');
  getVideoTracks = () => this.tracks.filter(t => t.kind === 'video');
}

/** Hears nothing. */
class SilentContext {
  createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => {} });
  createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} });
  resume = async () => {};
  suspend = async () => {};
}
