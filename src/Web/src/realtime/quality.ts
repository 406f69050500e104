import type { QualityBars } from './protocol';

/** Numbers of one link over the last sampling period. */
export interface LinkNumbers {
  /** Share of packets lost, 0..1. */
  loss: number | null;
  /** Seconds. */
  rtt: number | null;
  /** Bits per second of pictures received. */
  bitrate: number;
  fps: number | null;
  width: number | null;
  height: number | null;
  /** Milliseconds since anything last came in. */
  silentFor: number;
  /** What the period is made of, to be added up over links and periods. */
  sums: { packets: number; lost: number; bytesIn: number; bytesOut: number };
  /** Of the largest picture received, else of the sound: `VP8`. */
  codec: string | null;
  /** How the peer is reached: types of the two candidates and the protocol, `host-srflx udp`. */
  path: string | null;
}

export interface LinkQuality extends LinkNumbers {
  bars: QualityBars;
}

/** The share of loss that Daily calls good and bad, and its round trips. */
const loss = { good: 0.05, bad: 0.1 };
const rtt = { good: 0.3, bad: 0.6 };
/** Share of the target bitrate (Jitsi's grades). */
const share = { good: 0.5, fair: 0.3, poor: 0.1 };
const fps = { good: 12, bad: 6 };
const lostAfterMs = 3_000;

/** What the other side says it sends. */
export interface Expected {
  anything: boolean;
  video: boolean;
  /** Bits per second that a good picture takes. */
  bitrate: number;
}

export const isSilent = (numbers: LinkNumbers, expected: Expected) => expected.anything && numbers.silentFor >= lostAfterMs;

/** 3 good, 2 fair, 1 poor, 0 nothing comes in. */
export function barsOf(numbers: LinkNumbers, expected: Expected): QualityBars {
  if (isSilent(numbers, expected)) return 0;
  const verdicts: QualityBars[] = [
    below(numbers.loss ?? 0, loss.good, loss.bad),
    below(numbers.rtt ?? 0, rtt.good, rtt.bad),
  ];
  if (expected.video && numbers.fps !== null) {
    const smooth: QualityBars = numbers.fps >= fps.good ? 3 : numbers.fps >= fps.bad ? 2 : 1;
    // A still picture needs few bits, so the bitrate speaks only when the picture stutters
    verdicts.push(smooth < 3 ? (Math.min(smooth, shareBars(numbers.bitrate / expected.bitrate)) as QualityBars) : 3);
  }
  return Math.min(...verdicts) as QualityBars;
}

const below = (value: number, good: number, bad: number): QualityBars => (value < good ? 3 : value < bad ? 2 : 1);

function shareBars(value: number): QualityBars {
  if (value >= share.good) return 3;
  if (value >= share.fair) return 2;
  return value >= share.poor ? 1 : 0;
}

interface Totals {
  at: number;
  received: number;
  lost: number;
  bytes: number;
  videoBytes: number;
  sent: number;
  /** Of the largest picture; with a screen shared there are two. */
  picture: { id: string; frames: number } | null;
}

/** Turns the running totals of getStats into the numbers of the last period. */
export class StatsReader {
  #before: Totals | null = null;
  #heardAt: number | null = null;

  read(report: Iterable<Stat>, now: number): LinkNumbers {
    const totals: Totals = { at: now, received: 0, lost: 0, bytes: 0, videoBytes: 0, sent: 0, picture: null };
    const byId = new Map<string, Stat>();
    let roundTrip: number | null = null;
    let width: number | null = null;
    let height: number | null = null;
    let codecId: string | undefined;
    let pair: Stat | null = null;
    for (const stat of report) {
      byId.set(stat.id, stat);
      if (stat.type === 'inbound-rtp') {
        totals.received += stat.packetsReceived ?? 0;
        totals.lost += stat.packetsLost ?? 0;
        totals.bytes += stat.bytesReceived ?? 0;
        if (width === null) codecId = stat.codecId ?? codecId;
        if (stat.kind === 'video') {
          totals.videoBytes += stat.bytesReceived ?? 0;
          if ((stat.frameWidth ?? 0) > (width ?? 0)) {
            [width, height] = [stat.frameWidth!, stat.frameHeight ?? null];
            totals.picture = { id: stat.id, frames: stat.framesDecoded ?? 0 };
            codecId = stat.codecId;
          }
        }
      } else if (stat.type === 'outbound-rtp') {
        totals.sent += stat.bytesSent ?? 0;
      } else if (stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded') {
        roundTrip = stat.currentRoundTripTime ?? roundTrip;
        pair = stat;
      }
    }
    const codec = byId.get(codecId ?? '')?.mimeType?.split('/')[1] ?? null;
    return this.#compare(totals, { rtt: roundTrip, width, height, codec, path: pathOf(pair, byId) });
  }

  #compare(totals: Totals, now: Pick<LinkNumbers, 'rtt' | 'width' | 'height' | 'codec' | 'path'>): LinkNumbers {
    const before = this.#before;
    this.#before = totals;
    if (!before || totals.bytes > before.bytes) this.#heardAt = totals.at;
    const silentFor = totals.at - (this.#heardAt ?? totals.at);
    const sums = { packets: 0, lost: 0, bytesIn: 0, bytesOut: 0 };
    const none = { ...now, loss: null, bitrate: 0, fps: null, silentFor, sums };
    // Totals that fell belong to a new connection
    if (!before || totals.received < before.received) return none;
    const seconds = (totals.at - before.at) / 1000;
    const received = totals.received - before.received;
    const lost = Math.max(0, totals.lost - before.lost);
    return {
      ...none,
      sums: { packets: received, lost, bytesIn: totals.bytes - before.bytes, bytesOut: Math.max(0, totals.sent - before.sent) },
      loss: received + lost > 0 ? lost / (received + lost) : null,
      bitrate: ((totals.videoBytes - before.videoBytes) * 8) / seconds,
      fps: totals.picture && totals.picture.id === before.picture?.id ? (totals.picture.frames - before.picture.frames) / seconds : null,
    };
  }
}

function pathOf(pair: Stat | null, byId: ReadonlyMap<string, Stat>): string | null {
  const [local, remote] = [byId.get(pair?.localCandidateId ?? ''), byId.get(pair?.remoteCandidateId ?? '')];
  return local && remote ? `${local.candidateType}-${remote.candidateType} ${local.relayProtocol ?? local.protocol ?? ''}`.trim() : null;
}

/** The fields of RTCStats that are read here; TypeScript's own leave most of them out. */
export interface Stat {
  id: string;
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  bytesReceived?: number;
  framesDecoded?: number;
  frameWidth?: number;
  frameHeight?: number;
  nominated?: boolean;
  state?: string;
  currentRoundTripTime?: number;
  bytesSent?: number;
  codecId?: string;
  mimeType?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  /** How the TURN server is reached. */
  relayProtocol?: string;
}
