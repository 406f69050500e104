import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { preferredBackground } from './background';
import { FrameLimit, SlownessWatch } from './backgroundPace';
import { cover, opacity } from './backgroundPainter';
import { cameraPlan } from './bandwidth';
import { LocalMedia } from './devices';
import { FakeBackgrounds } from './fakeBackground.testing';
import { FakeDevices } from './fakeMedia.testing';

let backgrounds: FakeBackgrounds;
let devices: FakeDevices;
let media: LocalMedia;
let problems: string[];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  devices = new FakeDevices().install();
  devices.plug('videoinput', 'webcam');
  devices.plug('videoinput', 'other webcam');
  backgrounds = new FakeBackgrounds().install();
  media = new LocalMedia(cameraPlan('720p', 1, false));
  problems = [];
  media.background.problems.on(problem => problems.push(problem));
});

afterEach(() => {
  media.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const sent = () => media.tracks.camera as unknown as { label: string; readyState: string } | null;
const state = () => media.state.getSnapshot().background;

describe('a background behind the person', () => {
  it('is not loaded while nobody wants one', async () => {
    await media.camera.turnOn();
    await media.background.choose('none');
    expect(backgrounds.workers).toEqual([]);
    expect(sent()?.label).toBe('The webcam');
  });

  it('comes before the first picture: the room is not shown meanwhile', async () => {
    await media.background.choose('blur');
    await media.camera.turnOn();
    expect(media.state.getSnapshot().camera).toMatchObject({ on: true, track: null });
    expect(state()).toMatchObject({ chosen: 'blur', preparing: true });
    backgrounds.worker!.paints();
    expect(sent()?.label).toBe('drawn');
    expect(state().preparing).toBe(false);
  });

  it('comes also before the first picture of a camera that opened while its picture was being fetched', async () => {
    const choosing = media.background.choose('office');
    await media.camera.turnOn();
    await choosing;
    expect(sent()).toBeNull();
    expect(backgrounds.worker!.got.map(m => m.what)).toEqual(['picture', 'source']);
    backgrounds.worker!.paints();
    expect(sent()?.label).toBe('drawn');
  });

  it('takes the place of a picture that is seen already once it is ready, and gives it back at once', async () => {
    await media.camera.turnOn();
    await media.background.choose('blur');
    expect(sent()?.label).toBe('The webcam');
    backgrounds.worker!.paints();
    const drawn = sent();
    expect(drawn?.label).toBe('drawn');
    const { worker } = backgrounds;
    await media.background.choose('none');
    expect(sent()).toMatchObject({ label: 'The webcam', readyState: 'live' });
    expect([worker!.ended, drawn!.readyState]).toEqual([true, 'ended']);
  });

  it('is changed for another one without a new track', async () => {
    await media.camera.turnOn();
    await media.background.choose('blur');
    backgrounds.worker!.paints();
    const before = sent();
    await media.background.choose('library');
    expect(sent()).toBe(before);
    expect(backgrounds.workers).toHaveLength(1);
    expect(backgrounds.worker!.got.at(-1)).toMatchObject({ what: 'picture', picture: expect.anything() });
  });

  it('follows the camera: off, on again, another one, and the plan reaches the camera itself', async () => {
    await media.background.choose('blur');
    await media.camera.turnOn();
    backgrounds.worker!.paints();
    media.camera.turnOff();
    expect(sent()).toBeNull();
    await media.camera.turnOn();
    expect(sent()).toBeNull();
    backgrounds.worker!.paints();
    expect(sent()?.label).toBe('drawn');
    await media.camera.choose('other webcam');
    expect(media.camera.deviceId).toBe('other webcam');
    expect(sent()).toBeNull();
    backgrounds.worker!.paints();
    expect(sent()?.label).toBe('drawn');
    media.setCameraPlan(cameraPlan('720p', 3, false));
    expect(devices.tracks.at(-1)!.applied).toHaveLength(1);
    expect(backgrounds.workers).toHaveLength(1);
  });

  it('takes no notice of what is late: a picture of a camera that is gone, a choice that was made anew', async () => {
    await media.camera.turnOn();
    await media.background.choose('blur');
    const { lane } = backgrounds.worker!.got.findLast(m => m.what === 'source')!;
    media.camera.turnOff();
    await media.camera.turnOn();
    backgrounds.worker!.say({ what: 'alive', lane });
    expect(sent()).toBeNull();
    const office = media.background.choose('office');
    await media.background.choose('none');
    await office;
    expect(state()).toMatchObject({ chosen: 'none', preparing: false });
    expect(sent()?.label).toBe('The webcam');
  });
});

describe('when there can be no background', () => {
  it.each(['slow', 'failed'] as const)('because it is %s the plain picture is sent, and the reason told', async problem => {
    await media.background.choose('blur');
    await media.camera.turnOn();
    backgrounds.worker!.paints();
    backgrounds.worker!.say({ what: 'broke', problem });
    expect(sent()).toMatchObject({ label: 'The webcam', readyState: 'live' });
    expect(state()).toMatchObject({ chosen: 'none', problem });
    expect(problems).toEqual([problem]);
    expect(backgrounds.worker).toBeUndefined();
  });

  it('a browser without the means is not even tried', async () => {
    vi.stubGlobal('OffscreenCanvas', undefined);
    await media.camera.turnOn();
    await media.background.choose('blur');
    expect(state()).toMatchObject({ chosen: 'none', problem: 'unsupported' });
    expect(sent()?.label).toBe('The webcam');
  });

  it('a picture that stands still for more than fifteen seconds is given up', async () => {
    await media.camera.turnOn();
    await media.background.choose('blur');
    backgrounds.worker!.paints();
    vi.advanceTimersByTime(15_000);
    expect(sent()?.label).toBe('drawn');
    vi.advanceTimersByTime(1_000);
    expect(sent()?.label).toBe('The webcam');
    expect(state().problem).toBe('slow');
  });

  it('loading may take longer, but not for ever', async () => {
    await media.background.choose('blur');
    await media.camera.turnOn();
    vi.advanceTimersByTime(30_000);
    expect(state().preparing).toBe(true);
    vi.advanceTimersByTime(1_000);
    expect(state()).toMatchObject({ preparing: false, problem: 'failed' });
    expect(sent()?.label).toBe('The webcam');
  });

  it('a missing picture, or one of another site, is made up for by a blur', async () => {
    await media.background.choose('https://elsewhere.example/wall.jpg');
    expect(state()).toMatchObject({ chosen: 'blur', problem: 'picture' });
    await media.background.choose('office');
    expect(state()).toMatchObject({ chosen: 'office', problem: null });
    backgrounds.missing = true;
    await media.background.choose('library');
    expect(state()).toMatchObject({ chosen: 'blur', problem: 'picture' });
  });
});

it.each([
  [false, null, 'none'],
  [true, null, 'blur'],
  [false, 'office', 'office'],
  [true, 'library', 'library'],
  [true, '', 'blur'],
])('who prefers blur %j and picture %j gets %s', (backgroundBlur, virtualBackground, expected) => {
  expect(preferredBackground({ backgroundBlur, virtualBackground })).toBe(expected);
});

describe('the pace', () => {
  const taken = (fps: number, seconds: number) => {
    const limit = new FrameLimit();
    return Array.from({ length: fps * seconds }, (_, i) => limit.takes((i * 1000) / fps)).filter(Boolean).length;
  };
  it('lets everything through up to 30 frames a second, and no more', () => {
    expect([taken(15, 4), taken(30, 4)]).toEqual([60, 120]);
    expect(taken(60, 4)).toBeLessThanOrEqual(121);
    expect(taken(60, 4)).toBeGreaterThanOrEqual(119);
  });

  const slowAfter = (workMs: number, everyMs: number, seconds: number) => {
    const watch = new SlownessWatch();
    for (let now = 0; now < seconds * 1000; now += everyMs) if (watch.isSlow(now, now + workMs)) return now + workMs;
    return null;
  };
  it('tells a device that cannot do eight frames a second after fifteen seconds, and not before', () => {
    expect(slowAfter(130, 130, 60)).toBeGreaterThanOrEqual(15_000);
    expect(slowAfter(130, 130, 60)).toBeLessThan(15_500);
    expect(slowAfter(120, 120, 60)).toBeNull();
  });

  it('does not blame the device for a camera that gives five frames a second', () => {
    expect(slowAfter(20, 200, 60)).toBeNull();
  });

  it('does not count the first frame, which warms everything up', () => {
    const watch = new SlownessWatch();
    expect(watch.isSlow(0, 9_000)).toBe(false);
    expect(watch.isSlow(9_000, 9_020)).toBe(false);
    expect(watch.isSlow(14_100, 14_120)).toBe(false);
  });
});

describe('drawing', () => {
  it('fills a frame of another shape with the middle of the picture', () => {
    expect(cover({ width: 1280, height: 720 }, { width: 640, height: 360 })).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
    expect(cover({ width: 1280, height: 720 }, { width: 480, height: 480 })).toEqual({ x: 280, y: 0, width: 720, height: 720 });
    expect(cover({ width: 400, height: 800 }, { width: 800, height: 400 })).toEqual({ x: 0, y: 300, width: 400, height: 200 });
  });

  it('is sure of the person, sure of the room, and soft in between', () => {
    expect([0, 0.3, 0.55, 0.8, 1].map(opacity)).toEqual([0, 0, 128, 255, 255]);
  });
});
