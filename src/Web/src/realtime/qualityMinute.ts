import type { ConnectionSummary, TroubleKind } from './protocol';
import type { LinkNumbers } from './quality';

const longestMs = 60_000;
const mostTroubles = 10;
const longestAgo = 600;

interface Sums {
  packets: number;
  lost: number;
  bytesIn: number;
  bytesOut: number;
  rtt: number[];
  fps: number[];
}

const nothing = (): Sums => ({ packets: 0, lost: 0, bytesIn: 0, bytesOut: 0, rtt: [], fps: [] });

/** Adds up what is measured until a minute is full: one summary over all links. Times are those of `performance.now()`. */
export class QualityMinute {
  #begin: number;
  #sums = nothing();
  #links = 0;
  #picture: { width: number; height: number | null } | null = null;
  #codec: string | null = null;
  #relayed: boolean | null = null;
  #spokeMs = 0;
  #sharedMs = 0;
  #reconnects = 0;
  #troubles: { kind: TroubleKind; detail: string | null; at: number }[] = [];

  constructor(now: number) {
    this.#begin = now;
  }

  /** `camera`: the picture is one that moves, and its frames are worth counting. */
  read({ sums, rtt, fps, width, height, codec, path }: LinkNumbers, camera: boolean): void {
    this.#links++;
    for (const key of ['packets', 'lost', 'bytesIn', 'bytesOut'] as const) this.#sums[key] += sums[key];
    if (rtt !== null) this.#sums.rtt.push(rtt);
    if (camera && fps !== null) this.#sums.fps.push(fps);
    if (width && width >= (this.#picture?.width ?? 0)) this.#picture = { width, height };
    this.#codec = width || !this.#picture ? (codec ?? this.#codec) : this.#codec;
    if (path) this.#relayed = this.#relayed || path.includes('relay');
  }

  heard(ms: number, speaking: boolean, sharing: boolean): void {
    if (speaking) this.#spokeMs += ms;
    if (sharing) this.#sharedMs += ms;
  }

  trouble(kind: TroubleKind, detail: string | null, at: number): void {
    if (this.#troubles.length < mostTroubles) this.#troubles.push({ kind, detail, at });
  }

  cameBack(): void {
    this.#reconnects++;
  }

  isFull(now: number): boolean {
    return now - this.#begin >= longestMs;
  }

  /** Numbers of another stay are no numbers of this one; what went wrong before is how it came to it. */
  beginAgain(now: number): void {
    this.#begin = now;
    this.#sums = nothing();
    this.#links = this.#spokeMs = this.#sharedMs = 0;
    this.#picture = this.#codec = this.#relayed = null;
  }

  /** The summary, and a new minute begins; null when nothing was measured and nothing went wrong. */
  take(now: number, browser: string): ConnectionSummary | null {
    const took = (now - this.#begin) / 1000;
    const seconds = Math.min(60, Math.max(1, Math.round(took)));
    const { packets, lost, bytesIn, bytesOut, rtt, fps } = this.#sums;
    const measured = this.#links > 0;
    const kbps = (bytes: number) => (measured && took > 0 ? Math.round((bytes * 8) / 1000 / took) : null);
    const within = (ms: number) => Math.min(seconds, Math.round(ms / 1000));
    const roundTrip = mean(rtt);
    const summary: ConnectionSummary = {
      seconds,
      lossPercent: packets + lost > 0 ? Math.round((lost / (packets + lost)) * 1000) / 10 : null,
      roundTripMs: roundTrip === null ? null : Math.round(roundTrip * 1000),
      sendKbps: kbps(bytesOut),
      receiveKbps: kbps(bytesIn),
      framesPerSecond: rounded(mean(fps)),
      width: this.#picture?.width ?? null,
      height: this.#picture?.height ?? null,
      codec: this.#codec,
      relayed: this.#relayed,
      spokeSeconds: within(this.#spokeMs),
      sharedSeconds: within(this.#sharedMs),
      reconnects: Math.min(100, this.#reconnects),
      browser,
      troubles: this.#troubles.map(({ kind, detail, at }) => ({
        kind,
        detail,
        secondsAgo: Math.min(longestAgo, Math.max(0, Math.round((now - at) / 1000))),
      })),
    };
    this.beginAgain(now);
    this.#troubles = [];
    this.#reconnects = 0;
    return measured || summary.troubles.length > 0 ? summary : null;
  }
}

const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length);

const rounded = (value: number | null) => (value === null ? null : Math.round(value));

const browsers = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
] as const;

/** `Chrome 156`: what helps to explain a bad call, and no more. */
export function browserName(agent = navigator.userAgent): string {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(agent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'other';
}
