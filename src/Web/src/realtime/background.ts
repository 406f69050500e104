import gradient from './backgrounds/gradient.svg';
import library from './backgrounds/library.svg';
import office from './backgrounds/office.svg';

/** What stands behind the person: `none` and `blur`, the name of a picture of ours, or the address of another one. */
export type Background = string;

/**
 * `unsupported`: this browser cannot; `failed`: the effect could not be loaded or broke; `slow`: the device does not
 * keep up; `picture`: only the picture is missing, the background is blurred in its place.
 */
export type BackgroundProblem = 'unsupported' | 'failed' | 'slow' | 'picture';

const pictures: Record<string, string> = { office, library, gradient };

/** A picture hides more than a blur, so it wins when both are wished for. */
export function preferredBackground(preferences: { backgroundBlur: boolean; virtualBackground?: string | null }): Background {
  return preferences.virtualBackground || (preferences.backgroundBlur ? 'blur' : 'none');
}

/** The largest size a picture is kept at; the camera's own size decides how it is drawn. */
const width = 1280;
const height = 720;

/**
 * Fetches and decodes a picture of this site. Throws for one of another site: whoever runs that would learn of every
 * call, and the pages' Content-Security-Policy forbids it.
 */
export async function loadPicture(background: Background): Promise<ImageBitmap> {
  const address = new URL(pictures[background] ?? background, location.href);
  if (address.origin !== location.origin) throw new Error('The picture is on another site.');
  const image = new Image();
  image.src = address.href;
  await image.decode();
  const scale = Math.min(1, Math.max(width / image.naturalWidth, height / image.naturalHeight));
  return createImageBitmap(image, {
    resizeWidth: Math.round(image.naturalWidth * scale),
    resizeHeight: Math.round(image.naturalHeight * scale),
    resizeQuality: 'high',
  });
}
