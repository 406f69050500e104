import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cameraPlan } from './bandwidth';
import type { DeviceNotice } from './captureDevice';
import { LocalMedia } from './devices';
import { FakeDevices } from './fakeMedia.testing';
import { captureImpossible, classify } from './mediaProblem';
import { forgetResume, keepForReload, readResume } from './resume';

let devices: FakeDevices;
let media: LocalMedia;
let notices: DeviceNotice[];

beforeEach(() => {
  localStorage.clear();
  devices = new FakeDevices().install();
  devices.plug('audioinput', 'headset');
  devices.plug('audioinput', 'desk microphone');
  devices.plug('videoinput', 'webcam');
  devices.plug('audiooutput', 'speaker');
  media = new LocalMedia(cameraPlan('720p', 0, false));
  notices = [];
  media.notices.on(notice => notices.push(notice));
});

afterEach(() => {
  media.close();
  vi.unstubAllGlobals();
});

const state = () => media.state.getSnapshot();

describe('the local devices', () => {
  it('are opened with one question', async () => {
    await media.open({ microphone: true, camera: true });
    expect(devices.asked).toHaveLength(1);
    expect([media.microphone.deviceId, media.camera.deviceId]).toEqual(['headset', 'webcam']);
    expect(state().microphones.map(d => d.deviceId)).toEqual(['headset', 'desk microphone']);
  });

  it('leave the camera alone when the person wants it off', async () => {
    await media.open({ microphone: true, camera: false });
    expect(devices.asked.some(c => c.video)).toBe(false);
    await media.open({ microphone: false, camera: false });
    expect(devices.asked).toHaveLength(1);
  });

  it('open the one that works when the other is refused, and say why', async () => {
    devices.refuse = { video: 'NotReadableError' };
    await media.open({ microphone: true, camera: true });
    expect(state().microphone).toMatchObject({ problem: null, on: true });
    expect(state().microphone.track).not.toBeNull();
    expect(state().camera).toMatchObject({ problem: 'in_use', track: null, starting: false });
  });

  it('keep the muted microphone and let the camera go', async () => {
    await media.open({ microphone: true, camera: true });
    const { microphone, camera } = state();
    media.microphone.turnOff();
    media.camera.turnOff();
    expect(microphone.track).toMatchObject({ enabled: false, readyState: 'live' });
    expect(camera.track?.readyState).toBe('ended');
    expect(media.tracks).toMatchObject({ audio: microphone.track, camera: null });
    await media.microphone.turnOn();
    expect(microphone.track?.enabled).toBe(true);
  });

  it('let a camera go that opened after it was switched off again', async () => {
    const opening = media.camera.turnOn();
    media.camera.turnOff();
    await opening;
    expect(devices.tracks.map(t => t.readyState)).toEqual(['ended']);
    expect(state().camera).toMatchObject({ on: false, track: null });
  });

  it('capture what the call can carry, also when it grew while the camera was opening', async () => {
    const opening = media.open({ microphone: true, camera: true });
    media.setCameraPlan(cameraPlan('720p', 3, false));
    await opening;
    const camera = devices.tracks.find(t => t.kind === 'video')!;
    expect(camera.applied.map(c => c.height)).toEqual([{ ideal: 360 }]);
    media.setCameraPlan(cameraPlan('720p', 3, false));
    expect(camera.applied).toHaveLength(1);
    media.setCameraPlan(cameraPlan('720p', 1, false));
    expect(camera.applied.map(c => c.height)).toEqual([{ ideal: 360 }, { ideal: 720 }]);
  });

  it('fall back to another one when unplugged, and say so; the menu shows what is sent', async () => {
    await media.open({ microphone: true, camera: true });
    devices.unplug('headset');
    await vi.waitFor(() => expect(media.microphone.deviceId).toBe('desk microphone'));
    expect(notices).toEqual([{ what: 'fell_back', kind: 'microphone', label: 'The desk microphone' }]);
  });

  it('tell when there is nothing to fall back to, and take the next one that is plugged in', async () => {
    await media.open({ microphone: true, camera: true });
    devices.unplug('webcam');
    await vi.waitFor(() => expect(notices).toEqual([{ what: 'lost', kind: 'camera', label: 'The webcam' }]));
    expect(state().camera.problem).toBe('not_found');
    devices.plug('videoinput', 'other webcam');
    await vi.waitFor(() => expect(media.camera.deviceId).toBe('other webcam'));
  });

  it('are remembered once chosen, and stay muted when changed', async () => {
    await media.open({ microphone: true, camera: false });
    media.microphone.turnOff();
    await media.microphone.choose('desk microphone');
    expect(state().microphone).toMatchObject({ on: false });
    expect(state().microphone.track).toMatchObject({ deviceId: 'desk microphone', enabled: false });
    const later = new LocalMedia(cameraPlan('720p', 0, false));
    await later.microphone.turnOn();
    expect(later.microphone.deviceId).toBe('desk microphone');
    later.close();
  });

  it('keep the one in use when the chosen one does not open', async () => {
    await media.open({ microphone: true, camera: false });
    await media.microphone.choose('gone');
    expect(media.microphone.deviceId).toBe('headset');
    expect(state().microphone.problem).toBe('overconstrained');
  });
});

describe('why a capture failed', () => {
  it.each([
    ['NotAllowedError', 'denied_by_user'],
    ['NotFoundError', 'not_found'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['OverconstrainedError', 'overconstrained'],
    ['SecurityError', 'insecure'],
    ['TypeError', 'unsupported'],
    ['SomethingElse', 'unknown'],
  ])('%s is %s', (name, problem) => {
    expect(classify(new DOMException('', name))).toBe(problem);
  });

  it('knows a refusal by the system from one by the person', () => {
    expect(classify(new DOMException('Permission denied by system', 'NotAllowedError'))).toBe('denied_by_system');
    expect(classify(new DOMException('', 'NotAllowedError'), true)).toBe('denied_by_system');
  });

  it('knows a page that may not capture at all', () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('isSecureContext', false);
    expect(captureImpossible('camera')).toBe('insecure');
    vi.stubGlobal('isSecureContext', true);
    expect(captureImpossible('camera')).toBe('unsupported');
  });
});

describe('what a reloaded page finds', () => {
  const call = {
    code: 'abc-defg-hjk',
    participantId: 'p1',
    name: 'Anna',
    quality: '720p' as const,
    microphone: true,
    camera: false,
    background: 'blur',
  };

  it('is its own call, once', () => {
    keepForReload(call);
    expect(readResume('abc-defg-hjk')).toEqual(call);
    expect(readResume('abc-defg-hjk')).toEqual(call);
    forgetResume();
    expect(readResume('abc-defg-hjk')).toBeNull();
  });

  it('is nothing in another room', () => {
    keepForReload(call);
    expect(readResume('other-room-xyz')).toBeNull();
  });

  it('is nothing after a minute', () => {
    vi.useFakeTimers({ now: 0 });
    keepForReload(call);
    vi.setSystemTime(60_001);
    expect(readResume('abc-defg-hjk')).toBeNull();
    vi.useRealTimers();
  });
});
