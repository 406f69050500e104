import type { BackgroundProblem } from './background';

export type ToWorker =
  | { what: 'picture'; picture: ImageBitmap | null }
  | { what: 'source'; lane: number; streams?: { from: ReadableStream<VideoFrame>; to: WritableStream<VideoFrame> } }
  | { what: 'frame'; lane: number; frame: ImageBitmap | null };

export type FromWorker =
  | { what: 'alive'; lane: number }
  | { what: 'next'; lane: number }
  | { what: 'painted'; lane: number; painted: ImageBitmap }
  | { what: 'broke'; problem: BackgroundProblem };

// W3C mediacapture-transform, as Chromium has it; TypeScript does not know it
interface TrackStreams {
  MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };
  MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };
}

const checkEveryMs = 1_000;
const checksWhileLoading = 30;
const checksWithoutPicture = 15;

export interface PipeEvents {
  /** The track of `attach` has its first picture. */
  onFlowing: () => void;
  onBroken: (problem: BackgroundProblem) => void;
}

/** A worker that draws another background behind the person: camera's track in, another track out. */
export class BackgroundPipe {
  readonly #worker: Worker;
  readonly #events: PipeEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #lane = 0;
  #source: MediaStreamTrack | null = null;
  #out: MediaStreamTrack | null = null;
  #video: HTMLVideoElement | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #flowing = false;
  #loaded = false;
  #silent = 0;

  static get possible(): boolean {
    return [globalThis.Worker, globalThis.OffscreenCanvas, globalThis.WebAssembly, globalThis.createImageBitmap].every(Boolean);
  }

  constructor(events: PipeEvents) {
    this.#events = events;
    this.#worker = new Worker(new URL('./background.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.#worker.onerror = () => events.onBroken('failed');
    this.#timer = setInterval(() => this.#check(), checkEveryMs);
  }

  /** What the person stands in front of; null blurs what is there. The picture is given away. */
  show(picture: ImageBitmap | null): void {
    this.#tell({ what: 'picture', picture }, picture ? [picture] : []);
  }

  /** The track to send in place of the camera's; `onFlowing` tells when it has a picture. */
  attach(source: MediaStreamTrack): MediaStreamTrack {
    this.detach();
    this.#source = source;
    this.#flowing = false;
    this.#silent = 0;
    this.#lane++;
    this.#out = this.#connect(source);
    this.#out.contentHint = source.contentHint;
    return this.#out;
  }

  detach(): void {
    this.#lane++;
    this.#out?.stop();
    if (this.#video) this.#video.srcObject = null;
    this.#source = this.#out = this.#video = this.#canvas = null;
  }

  close(): void {
    clearInterval(this.#timer);
    this.detach();
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
  }

  #connect(source: MediaStreamTrack): MediaStreamTrack {
    const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = globalThis as TrackStreams;
    if (Processor && Generator) {
      const generator = new Generator({ kind: 'video' });
      const streams = { from: new Processor({ track: source }).readable, to: generator.writable };
      this.#tell({ what: 'source', lane: this.#lane, streams }, [streams.from, streams.to]);
      return generator;
    }
    this.#video = document.createElement('video');
    this.#video.muted = this.#video.playsInline = true;
    this.#video.srcObject = new MediaStream([source]);
    void this.#video.play().catch(() => {}); // its pictures do not come then, and that is noticed
    this.#canvas = document.createElement('canvas');
    this.#canvas.getContext('2d'); // Firefox captures only what has one
    this.#tell({ what: 'source', lane: this.#lane });
    return this.#canvas.captureStream(30).getVideoTracks()[0]!;
  }

  #hear(message: FromWorker): void {
    if (message.what === 'broke') return this.#events.onBroken(message.problem);
    if (message.lane !== this.#lane) return message.what === 'painted' ? message.painted.close() : undefined;
    if (message.what === 'next') return void this.#give(message.lane);
    if (message.what === 'painted') return this.#draw(message.painted);
    this.#loaded = true;
    this.#silent = 0;
    if (this.#flowing) return;
    this.#flowing = true;
    this.#events.onFlowing();
  }

  async #give(lane: number): Promise<void> {
    const video = this.#video;
    const frame = video && video.readyState >= 2 ? await createImageBitmap(video).catch(() => null) : null;
    this.#tell({ what: 'frame', lane, frame }, frame ? [frame] : []);
  }

  #draw(painted: ImageBitmap): void {
    const canvas = this.#canvas!;
    if (canvas.width !== painted.width) canvas.width = painted.width;
    if (canvas.height !== painted.height) canvas.height = painted.height;
    canvas.getContext('2d')!.drawImage(painted, 0, 0);
    painted.close();
  }

  /** Counts its own turns and not the clock: a device that slept has not been slow. */
  #check(): void {
    if (!this.#source || this.#source.muted || this.#source.readyState === 'ended') {
      this.#silent = 0;
      return;
    }
    this.#silent++;
    if (this.#silent > (this.#loaded ? checksWithoutPicture : checksWhileLoading)) this.#events.onBroken(this.#loaded ? 'slow' : 'failed');
  }

  #tell(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
