export type VideoQuality = '180p' | '360p' | '720p' | '1080p';

export interface CameraPlan {
  width: number;
  height: number;
  frameRate: number;
  /** Bits per second, for each peer. */
  maxBitrate: number;
}

export interface ScreenPlan {
  frameRate: number;
  maxBitrate: number;
}

/** From small to large; the bitrates are the usual VP8 targets of the field. */
const steps = {
  '180p': { width: 320, height: 180, frameRate: 15, maxBitrate: 200_000 },
  '360p15': { width: 640, height: 360, frameRate: 15, maxBitrate: 400_000 },
  '360p': { width: 640, height: 360, frameRate: 24, maxBitrate: 500_000 },
  '540p': { width: 960, height: 540, frameRate: 24, maxBitrate: 900_000 },
  '720p': { width: 1280, height: 720, frameRate: 30, maxBitrate: 1_500_000 },
  '1080p': { width: 1920, height: 1080, frameRate: 30, maxBitrate: 3_000_000 },
} as const satisfies Record<string, CameraPlan>;

type Step = keyof typeof steps;

/** In a mesh every peer costs an encoder and an uplink, so the picture shrinks as the call grows. */
function ceiling(others: number, weak: boolean): Step {
  if (others <= 1) return weak ? '720p' : '1080p';
  if (others === 2) return weak ? '360p' : '540p';
  if (others <= 4) return weak ? '360p15' : '360p';
  if (others <= 7) return weak ? '180p' : '360p15';
  return '180p';
}

export function cameraPlan(preferred: VideoQuality, others: number, weak = isWeak()): CameraPlan {
  const limit = steps[ceiling(others, weak)];
  const wanted = steps[preferred];
  return wanted.maxBitrate <= limit.maxBitrate ? wanted : limit;
}

/** Text must stay sharp: the frame rate gives way, never the resolution. */
export function screenPlan(others: number): ScreenPlan {
  if (others <= 1) return { frameRate: 30, maxBitrate: 2_500_000 };
  if (others <= 3) return { frameRate: 15, maxBitrate: 1_500_000 };
  return { frameRate: 10, maxBitrate: 1_000_000 };
}

function isWeak(): boolean {
  return (navigator.hardwareConcurrency || 4) <= 2;
}
