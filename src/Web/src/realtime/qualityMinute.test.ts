import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cameraPlan } from './bandwidth';
import { LocalMedia } from './devices';
import { FakeDevices } from './fakeMedia.testing';
import type { LinkNumbers } from './quality';
import { browserName, QualityMinute } from './qualityMinute';
import { TroubleWatch } from './troubleWatch';

const numbers = (changes: Partial<LinkNumbers> = {}): LinkNumbers => ({
  loss: 0,
  rtt: 0.1,
  bitrate: 0,
  fps: 20,
  width: 640,
  height: 360,
  silentFor: 0,
  sums: { packets: 90, lost: 10, bytesIn: 250_000, bytesOut: 125_000 },
  codec: 'VP8',
  path: 'host-host udp',
  ...changes,
});

describe('a minute of quality', () => {
  it('is full after sixty seconds and says what was measured over all links', () => {
    const minute = new QualityMinute(1_000);
    for (let at = 3_000; at <= 61_000; at += 2_000) {
      minute.read(numbers(), true);
      minute.read(numbers({ rtt: 0.3, fps: 10, width: 1280, height: 720, codec: 'VP9', path: 'relay-host udp' }), true);
      minute.heard(2_000, at < 10_000, at > 40_000);
      expect(minute.isFull(at)).toBe(at === 61_000);
    }
    expect(minute.take(61_000, 'Chrome 156')).toEqual({
      seconds: 60,
      lossPercent: 10,
      roundTripMs: 200,
      sendKbps: 1_000,
      receiveKbps: 2_000,
      framesPerSecond: 15,
      width: 1280,
      height: 720,
      codec: 'VP9',
      relayed: true,
      spokeSeconds: 8,
      sharedSeconds: 22,
      reconnects: 0,
      browser: 'Chrome 156',
      troubles: [],
    });
    expect(minute.isFull(62_000)).toBe(false);
    minute.read(numbers(), true);
    expect(minute.take(66_000, 'x')).toMatchObject({ seconds: 5, spokeSeconds: 0, relayed: false, width: 640 });
  });

  it('says nothing when nobody was there and nothing went wrong', () => {
    const minute = new QualityMinute(0);
    minute.heard(60_000, true, true);
    expect(minute.take(60_000, 'x')).toBeNull();
    minute.trouble('device_denied', 'camera', 65_000);
    expect(minute.take(70_000, 'x')).toMatchObject({ seconds: 10, lossPercent: null, sendKbps: null, relayed: null, troubles: [{ kind: 'device_denied', detail: 'camera', secondsAgo: 5 }] });
  });

  it('counts no frames of a shared screen, which may stand still', () => {
    const minute = new QualityMinute(0);
    minute.read(numbers({ fps: 1 }), false);
    expect(minute.take(2_000, 'x')).toMatchObject({ framesPerSecond: null, width: 640 });
  });

  it('keeps of the stay before what went wrong, and none of its numbers', () => {
    const minute = new QualityMinute(0);
    minute.read(numbers(), true);
    minute.trouble('signalling_lost', '20', 1_000);
    minute.cameBack();
    minute.beginAgain(21_000);
    expect(minute.take(31_000, 'x')).toMatchObject({ seconds: 10, lossPercent: null, reconnects: 1, troubles: [{ secondsAgo: 30 }] });
  });

  it('stays within what the hub takes', () => {
    const minute = new QualityMinute(0);
    for (let i = 0; i < 200; i++) {
      minute.trouble('ice_failed', null, 0);
      minute.cameBack();
    }
    minute.heard(900_000, true, true);
    const summary = minute.take(900_000, 'x')!;
    expect(summary).toMatchObject({ seconds: 60, spokeSeconds: 60, sharedSeconds: 60, reconnects: 100 });
    expect(summary.troubles).toHaveLength(10);
    expect(summary.troubles[0]!.secondsAgo).toBe(600);
  });
});

describe('the name of the browser', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36', 'Chrome 156'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1', 'Edge 156'],
    ['Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15', 'Safari 19'],
    ['curl/8', 'other'],
  ])('is short: %s', (agent, name) => expect(browserName(agent)).toBe(name));
});

describe('what went wrong', () => {
  let now: number;
  let minute: QualityMinute;
  let devices: FakeDevices;
  let local: LocalMedia;
  let watch: TroubleWatch;
  const troubles = () => (minute.take(now, 'x')?.troubles ?? []).map(({ kind, detail, secondsAgo }) => `${kind} ${detail} ${secondsAgo}`);

  beforeEach(() => {
    now = 0;
    devices = new FakeDevices().install();
    devices.plug('audioinput', 'headset');
    minute = new QualityMinute(0);
    local = new LocalMedia(cameraPlan('720p', 0, false));
    watch = new TroubleWatch(minute, local, () => now);
    return () => {
      watch.close();
      local.close();
      vi.unstubAllGlobals();
    };
  });

  it('is a hub that was away, for how long, also over a new stay', () => {
    watch.hub({ kind: 'connected' });
    now = 10_000;
    watch.hub({ kind: 'reconnecting' });
    watch.hub({ kind: 'refused' });
    now = 30_000;
    watch.hub({ kind: 'connecting' });
    watch.hub({ kind: 'connected' });
    expect(minute.take(40_000, 'x')).toMatchObject({ reconnects: 1, troubles: [{ kind: 'signalling_lost', detail: '20', secondsAgo: 30 }] });
  });

  it('is a way to a peer that was lost, looked for and found again', () => {
    const peer = (state: 'connecting' | 'connected' | 'interrupted', restarts = 0, path: string | null = null) => watch.peer('bob', { state, restarts, path, silent: false });
    peer('connected', 0, 'host-host udp');
    now = 5_000;
    peer('interrupted');
    peer('interrupted', 1);
    peer('connected', 1, 'relay-host udp');
    expect(minute.take(now, 'x')).toMatchObject({ reconnects: 1, troubles: [{ kind: 'ice_failed', detail: 'host-host udp' }, { kind: 'ice_restarted' }] });
  });

  it('is a peer that was never reached, told again and again while it lasts', () => {
    for (now = 0; now <= 40_000; now += 2_000) watch.peer('bob', { state: 'connecting', restarts: 0, path: null, silent: false });
    expect(troubles()).toEqual(['ice_failed null 26', 'ice_failed null 10']);
  });

  it('is silence, once, of somebody who says that he sends', () => {
    const peer = (silent: boolean) => watch.peer('bob', { state: 'connected', restarts: 0, path: null, silent });
    for (const silent of [false, true, true, false]) peer(silent);
    expect(troubles()).toEqual(['media_silent null 0']);
  });

  it('is a device that was refused, missing or went away', async () => {
    devices.refuse = { audio: 'NotAllowedError' };
    await local.open({ microphone: true, camera: true });
    expect(troubles()).toEqual(['device_denied microphone 0', 'device_not_found camera 0']);
    devices.refuse = {};
    await local.microphone.turnOn();
    devices.unplug('headset');
    await vi.waitFor(() => expect(troubles()).toContain('device_lost microphone 0'));
  });
});
