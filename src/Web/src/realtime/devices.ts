import type { CameraPlan } from './bandwidth';
import { CameraBackground, type CameraBackgroundState } from './cameraBackground';
import { CaptureDevice, type CaptureState, type DeviceNotice } from './captureDevice';
import type { LocalTracks } from './link';
import { rememberDevice, rememberedDevices } from './remembered';
import { ScreenShare, type ScreenState } from './screenShare';
import { Emitter, Store } from './store';

export interface LocalMediaState {
  microphone: CaptureState;
  /** As it is seen: with the background that the person chose. */
  camera: CaptureState;
  background: CameraBackgroundState;
  screen: ScreenState;
  microphones: readonly MediaDeviceInfo[];
  cameras: readonly MediaDeviceInfo[];
  speakers: readonly MediaDeviceInfo[];
  /** '' is the system's own choice. */
  speakerId: string;
}

export type AudioQuality = 'low' | 'medium' | 'high';

const audio: Record<AudioQuality, MediaTrackConstraints> = {
  low: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1, sampleRate: 16_000 },
  medium: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  high: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, sampleRate: 48_000 },
};

/** The person's own microphone, camera and screen, from the pre-join screen to the end of the call. */
export class LocalMedia {
  readonly notices = new Emitter<DeviceNotice>();
  readonly microphone: CaptureDevice;
  readonly camera: CaptureDevice;
  readonly background = new CameraBackground();
  readonly screen = new ScreenShare();
  readonly state: Store<LocalMediaState>;
  audioQuality: AudioQuality = 'medium';
  #plan: CameraPlan;
  /** What the camera was asked for last; a plan may change while it is still opening. */
  #asked: CameraPlan;

  constructor(plan: CameraPlan) {
    this.#plan = this.#asked = plan;
    const notice = (what: DeviceNotice) => this.notices.emit(what);
    this.microphone = new CaptureDevice('microphone', () => audio[this.audioQuality], notice);
    this.camera = new CaptureDevice('camera', () => cameraConstraints((this.#asked = this.#plan)), notice);
    this.state = new Store<LocalMediaState>({
      microphone: this.microphone.state.getSnapshot(),
      camera: this.camera.state.getSnapshot(),
      background: this.background.state.getSnapshot(),
      screen: this.screen.state.getSnapshot(),
      microphones: [],
      cameras: [],
      speakers: [],
      speakerId: rememberedDevices().speaker ?? '',
    });
    this.microphone.state.subscribe(() => this.state.set({ microphone: this.microphone.state.getSnapshot() }));
    this.camera.state.subscribe(() => {
      this.#fitCamera();
      this.background.setSource(this.camera.state.getSnapshot().track);
      this.#showCamera();
    });
    this.background.state.subscribe(() => this.#showCamera());
    this.screen.state.subscribe(() => this.state.set({ screen: this.screen.state.getSnapshot() }));
  }

  get tracks(): LocalTracks {
    const { microphone, camera, screen } = this.state.getSnapshot();
    return { audio: microphone.track, camera: camera.track, screen: screen.track };
  }

  /** Opens what is wanted, with one question to the person where the browser allows it; nothing else is touched. */
  async open(want: { microphone: boolean; camera: boolean }): Promise<void> {
    navigator.mediaDevices?.addEventListener?.('devicechange', this.#devicesChanged);
    if (want.microphone && want.camera) await this.#openBoth();
    else if (want.microphone) await this.microphone.turnOn();
    else if (want.camera) await this.camera.turnOn();
    await this.list();
  }

  async list(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
    // Before the permission the browser lists devices without ids: nothing to choose from
    const of = (kind: MediaDeviceKind) => all.filter(d => d.kind === kind && d.deviceId !== '');
    this.state.set({ microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') });
  }

  chooseSpeaker(deviceId: string): void {
    rememberDevice('speaker', deviceId);
    this.state.set({ speakerId: deviceId });
  }

  /** Captures no more than what is sent. */
  setCameraPlan(plan: CameraPlan): void {
    this.#plan = plan;
    this.#fitCamera();
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.#devicesChanged);
    this.microphone.close();
    this.camera.close();
    this.background.close();
    this.screen.stop();
  }

  async #openBoth(): Promise<void> {
    const rounds = { microphone: this.microphone.begin(), camera: this.camera.begin() };
    let stream: MediaStream;
    try {
      const constraints = { audio: this.microphone.request(), video: this.camera.request() };
      stream = await navigator.mediaDevices.getUserMedia(constraints);
    } catch {
      // One of the two has a problem; the other may work, and each has its own reason
      if (this.microphone.state.getSnapshot().on) await this.microphone.turnOn();
      if (this.camera.state.getSnapshot().on) await this.camera.turnOn();
      return;
    }
    this.microphone.adopt(rounds.microphone, stream.getAudioTracks()[0]!);
    this.camera.adopt(rounds.camera, stream.getVideoTracks()[0]!);
  }

  #showCamera(): void {
    const camera = this.camera.state.getSnapshot();
    const background = this.background.state.getSnapshot();
    this.state.set({ camera: { ...camera, track: background.track }, background });
  }

  #fitCamera(): void {
    const { track } = this.camera.state.getSnapshot();
    if (!track || (this.#plan.width === this.#asked.width && this.#plan.frameRate === this.#asked.frameRate)) return;
    this.#asked = this.#plan;
    track.applyConstraints(cameraConstraints(this.#plan)).catch(() => {}); // a camera that cannot goes on as it was
  }

  readonly #devicesChanged = async () => {
    await this.list();
    const { microphones, cameras, speakers, speakerId } = this.state.getSnapshot();
    if (speakerId && !speakers.some(d => d.deviceId === speakerId)) this.state.set({ speakerId: '' });
    await this.microphone.reviewed(microphones);
    await this.camera.reviewed(cameras);
  };
}

function cameraConstraints({ width, height, frameRate }: CameraPlan): MediaTrackConstraints {
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate } };
}
