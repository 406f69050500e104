import type { Background } from './background';
import type { VideoQuality } from './bandwidth';

/** What a page that is being reloaded leaves to itself, so that it comes back into the call without asking. */
export interface Resume {
  code: string;
  participantId: string;
  name: string;
  pass?: string;
  quality: VideoQuality;
  microphone: boolean;
  camera: boolean;
  /** A reload must not uncover the room. */
  background: Background;
}

const key = 'videoconf.call';
/** A reload takes seconds; whoever returns later came by the link and wants the pre-join screen. */
const goodForMs = 60_000;

/** Written only while the page goes away: a duplicated tab inherits the storage and must not push the first one out. */
export function keepForReload(resume: Resume): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...resume, at: Date.now() }));
  } catch {
    // storage forbidden: the reloaded page asks
  }
}

/**
 * What the page before this one left for the given room. Changes nothing: React may ask more than once before a page stands,
 * and would find nothing the second time.
 */
export function readResume(code: string): Resume | null {
  try {
    const { at, ...resume } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Resume & { at?: number };
    return resume.code === code && at !== undefined && Date.now() - at < goodForMs ? resume : null;
  } catch {
    return null;
  }
}

/** It serves once: a page that stands forgets it. */
export function forgetResume(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // storage forbidden: nothing was kept
  }
}
