export type MediaProblem =
  | 'denied_by_user'
  | 'denied_by_system'
  | 'not_found'
  | 'in_use'
  | 'overconstrained'
  | 'insecure'
  | 'unsupported'
  | 'unknown';

export type MediaKind = 'microphone' | 'camera' | 'screen';

/** Thrown in place of the browser's own errors, whose names differ from browser to browser. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly problem: MediaProblem;

  constructor(problem: MediaProblem, cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

/** Why nothing can be captured on this page at all; null when it can. */
export function captureImpossible(kind: MediaKind): MediaProblem | null {
  const call = kind === 'screen' ? 'getDisplayMedia' : 'getUserMedia';
  if (typeof navigator.mediaDevices?.[call] === 'function') return null;
  return globalThis.isSecureContext ? 'unsupported' : 'insecure';
}

/** `granted`: what the browser's own permission says; a refusal in spite of it comes from the system. */
export function classify(error: unknown, granted = false): MediaProblem {
  const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string };
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return granted || /system/i.test(message) ? 'denied_by_system' : 'denied_by_user';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'not_found';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in_use';
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return 'overconstrained';
    case 'SecurityError':
      return 'insecure';
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}

export async function permissionIsGranted(kind: MediaKind): Promise<boolean> {
  if (kind === 'screen') return false;
  try {
    return (await navigator.permissions.query({ name: kind as PermissionName })).state === 'granted';
  } catch {
    return false; // Firefox does not know these names
  }
}
