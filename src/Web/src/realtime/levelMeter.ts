/** One for the page: opening and closing one takes tens of milliseconds, and just when a call begins. */
let shared: AudioContext | null = null;
let users = 0;

/** How loud a microphone is. */
export class LevelMeter {
  readonly #context: AudioContext;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.#context = shared ??= new AudioContext();
    if (users++ === 0) this.#resume();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 512;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    // A browser may let the page hear only after the first gesture
    for (const gesture of gestures) addEventListener(gesture, this.#resume);
  }

  /** Linear, 0..1, as WebRTC's audio levels are. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return rootMeanSquare(this.#samples);
  }

  /** 0..1 on a scale that follows the ear. */
  gauge(): number {
    return gaugeOf(this.level());
  }

  close(): void {
    for (const gesture of gestures) removeEventListener(gesture, this.#resume);
    this.#source.disconnect();
    if (--users === 0) this.#context.suspend().catch(() => {});
  }

  readonly #resume = () => void this.#context.resume().catch(() => {});
}

export const meterOf = (track: MediaStreamTrack) => new LevelMeter(track);

const gestures = ['pointerdown', 'keydown'] as const;

export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** On a scale that follows the ear: -60 dB of full scale is silence, -10 dB is as loud as speech gets. */
export function gaugeOf(rms: number): number {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(rms) + 60) / 50));
}
