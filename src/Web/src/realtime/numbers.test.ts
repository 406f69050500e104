import { describe, expect, it } from 'vitest';
import { cameraPlan, screenPlan } from './bandwidth';
import { gaugeOf, rootMeanSquare } from './levelMeter';
import { barsOf, type LinkNumbers, type Stat, StatsReader } from './quality';
import { SpeakerDetector } from './speaking';

describe('the camera in a mesh', () => {
  it('is never sent better than the person prefers', () => {
    expect(cameraPlan('180p', 1, false).height).toBe(180);
    expect(cameraPlan('720p', 1, false).height).toBe(720);
    expect(cameraPlan('1080p', 0, false).height).toBe(1080);
  });

  it('shrinks in steps as the call grows', () => {
    const heights = [1, 2, 3, 5, 8].map(others => cameraPlan('1080p', others, false).height);
    expect(heights).toEqual([1080, 540, 360, 360, 180]);
    const uplink = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => n * cameraPlan('1080p', n, false).maxBitrate);
    expect(Math.max(...uplink)).toBeLessThanOrEqual(3_000_000);
  });

  it('shrinks earlier on a machine with two cores', () => {
    expect(cameraPlan('720p', 2, true).height).toBe(360);
  });

  it('leaves a shared screen its resolution and takes the frames', () => {
    expect([1, 3, 6].map(n => screenPlan(n).frameRate)).toEqual([30, 15, 10]);
  });
});

describe('the quality of a link', () => {
  const fine: LinkNumbers = {
    loss: 0,
    rtt: 0.05,
    bitrate: 1_400_000,
    fps: 25,
    width: 1280,
    height: 720,
    silentFor: 0,
    sums: { packets: 0, lost: 0, bytesIn: 0, bytesOut: 0 },
    codec: null,
    path: null,
  };
  const expected = { anything: true, video: true, bitrate: 1_500_000 };
  const bars = (numbers: Partial<LinkNumbers>, e = expected) => barsOf({ ...fine, ...numbers }, e);

  it('is good below 5 % loss and 300 ms, bad from 10 % and 600 ms', () => {
    expect([0, 0.049, 0.05, 0.099, 0.1, 0.5].map(loss => bars({ loss }))).toEqual([3, 3, 2, 2, 1, 1]);
    expect([0.29, 0.3, 0.59, 0.6].map(rtt => bars({ rtt }))).toEqual([3, 2, 2, 1]);
  });

  it('is as bad as the worst of its numbers', () => {
    expect(bars({ loss: 0.06, rtt: 0.7 })).toBe(1);
  });

  it('sees a picture that stutters and starves', () => {
    expect(bars({ fps: 8 })).toBe(2);
    expect(bars({ fps: 8, bitrate: 200_000 })).toBe(1);
    expect(bars({ fps: 1, bitrate: 10_000 })).toBe(0);
  });

  it('does not mistake a still picture for a bad one', () => {
    expect(bars({ bitrate: 50_000 })).toBe(3);
  });

  it('is lost after three seconds of silence, unless silence is what there is', () => {
    expect(bars({ silentFor: 3_000 })).toBe(0);
    expect(bars({ silentFor: 9_000, fps: null }, { ...expected, anything: false, video: false })).toBe(3);
  });

  it('comes from the difference of two readings', () => {
    const reader = new StatsReader();
    const at = (packetsReceived: number, packetsLost: number, bytesReceived: number, framesDecoded: number): Stat[] => [
      { id: 'v', type: 'inbound-rtp', kind: 'video', packetsReceived, packetsLost, bytesReceived, framesDecoded, frameWidth: 640 },
      { id: 'p', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.12 },
    ];
    reader.read(at(1000, 500, 1_000_000, 300), 0);
    const numbers = reader.read(at(1090, 510, 1_250_000, 340), 2_000);
    expect(numbers).toMatchObject({ loss: 0.1, rtt: 0.12, bitrate: 1_000_000, fps: 20, silentFor: 0 });
    expect(reader.read(at(1090, 510, 1_250_000, 340), 6_000).silentFor).toBe(4_000);
  });

  it('knows the way, the codec and what is sent', () => {
    const reader = new StatsReader();
    const at = (bytesSent: number, relay: boolean): Stat[] => [
      { id: 'a', type: 'inbound-rtp', kind: 'audio', packetsReceived: 10, bytesReceived: 100, codecId: 'c1' },
      { id: 'v', type: 'inbound-rtp', kind: 'video', packetsReceived: 10, bytesReceived: 900, frameWidth: 640, codecId: 'c2' },
      { id: 'o', type: 'outbound-rtp', bytesSent },
      { id: 'c1', type: 'codec', mimeType: 'audio/opus' },
      { id: 'c2', type: 'codec', mimeType: 'video/VP8' },
      { id: 'p', type: 'candidate-pair', nominated: true, state: 'succeeded', localCandidateId: 'l', remoteCandidateId: 'r' },
      { id: 'l', type: 'local-candidate', candidateType: relay ? 'relay' : 'host', protocol: 'udp', ...(relay && { relayProtocol: 'tls' }) },
      { id: 'r', type: 'remote-candidate', candidateType: 'srflx', protocol: 'udp' },
    ];
    expect(reader.read(at(1_000, false), 0)).toMatchObject({ codec: 'VP8', path: 'host-srflx udp' });
    const numbers = reader.read(at(4_000, true), 2_000);
    expect(numbers).toMatchObject({ path: 'relay-srflx tls', sums: { packets: 0, lost: 0, bytesIn: 0, bytesOut: 3_000 } });
  });
});

describe('who speaks', () => {
  const hear = (detector: SpeakerDetector, from: number, to: number, levels: Record<string, number>) => {
    let last = detector.sample(new Map(), from);
    for (let now = from; now <= to; now += 50) last = detector.sample(new Map(Object.entries(levels)), now);
    return last;
  };

  it('is told after a moment, not by a click', () => {
    const detector = new SpeakerDetector();
    expect([...hear(detector, 0, 100, { anna: 0.2 }).speaking]).toEqual([]);
    expect([...hear(detector, 100, 400, { anna: 0.2 }).speaking]).toEqual(['anna']);
  });

  it('stays through a pause for breath', () => {
    const detector = new SpeakerDetector();
    const sample = (now: number, anna: number) => detector.sample(new Map([['anna', anna]]), now);
    for (let now = 0; now <= 400; now += 50) sample(now, 0.2);
    for (let now = 450; now <= 1_000; now += 50) expect(sample(now, 0).speaking.has('anna')).toBe(true);
    for (let now = 1_050; now <= 2_000; now += 50) sample(now, 0);
    expect(sample(2_050, 0).speaking.has('anna')).toBe(false);
  });

  it('gives the floor to the next one only when the first falls silent, and leaves it with the last', () => {
    const detector = new SpeakerDetector();
    const sample = (now: number, anna: number, boris: number) =>
      detector.sample(new Map(Object.entries({ anna, boris })), now);
    let last = sample(0, 0, 0);
    for (let now = 0; now < 1_000; now += 50) last = sample(now, 0.1, 0);
    for (let now = 1_000; now < 2_000; now += 50) last = sample(now, 0.1, 0.4);
    expect(last.active).toBe('anna');
    for (let now = 2_000; now < 4_500; now += 50) last = sample(now, 0, 0.4);
    expect(last.active).toBe('boris');
    for (let now = 4_500; now < 7_000; now += 50) last = sample(now, 0, 0);
    expect(last).toEqual({ speaking: new Set(), active: 'boris' });
  });
});

describe('the gauge', () => {
  it('follows the ear', () => {
    expect(gaugeOf(0)).toBe(0);
    expect(gaugeOf(0.001)).toBe(0);
    expect(gaugeOf(0.0178)).toBeCloseTo(0.5, 1);
    expect(gaugeOf(1)).toBe(1);
    expect(rootMeanSquare(new Float32Array([0.5, -0.5]))).toBe(0.5);
  });
});
