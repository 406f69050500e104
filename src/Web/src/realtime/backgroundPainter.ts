import type { Mask } from './backgroundSegmenter';

/** Width in pixels of the picture that the person is looked for in. */
export const maskWidth = 640;
/** Down to this width the background is shrunk, and grows back soft: a blur that every browser's canvas can do. */
const blurWidth = 40;

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The part of a picture that fills a frame of another shape without being distorted. */
export function cover(picture: { width: number; height: number }, frame: { width: number; height: number }): Rectangle {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
  const width = frame.width / scale;
  const height = frame.height / scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Opacity 0..255 of a pixel: unsure ones are pulled to one side, so that the outline is neither hard nor a halo. */
export function opacity(person: number): number {
  const sure = Math.min(1, Math.max(0, (person - 0.3) / 0.5));
  return Math.round(255 * sure * sure * (3 - 2 * sure));
}

/** Draws the person over another background, at the size of what the camera gives. */
export class BackgroundPainter {
  readonly canvas = new OffscreenCanvas(2, 2);
  /** Instead of a blur. */
  picture: ImageBitmap | null = null;
  readonly #find: (image: OffscreenCanvas, use: (mask: Mask) => void) => void;
  readonly #small = new OffscreenCanvas(2, 2);
  readonly #mask = new OffscreenCanvas(2, 2);
  #pixels = new ImageData(2, 2);
  #blurs: OffscreenCanvas[] = [];

  constructor(find: (image: OffscreenCanvas, use: (mask: Mask) => void) => void) {
    this.#find = find;
  }

  paint(frame: VideoFrame | ImageBitmap): void {
    const { width, height } = 'displayWidth' in frame ? { width: frame.displayWidth, height: frame.displayHeight } : frame;
    this.#fit(width, height);
    draw(frame, this.#small);
    this.#find(this.#small, mask => this.#takeMask(mask));

    const { canvas } = this;
    const context = context2d(canvas);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.#mask, 0, 0, width, height);
    context.globalCompositeOperation = 'source-in';
    context.drawImage(frame, 0, 0, width, height);
    context.globalCompositeOperation = 'destination-over';
    if (this.picture) {
      const part = cover(this.picture, canvas);
      context.drawImage(this.picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
    } else context.drawImage(this.#blurred(), 0, 0, width, height);
  }

  #fit(width: number, height: number): void {
    const { canvas } = this;
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
    this.#small.width = Math.min(maskWidth, width);
    this.#small.height = Math.max(1, Math.round((this.#small.width * height) / width));
    this.#blurs = [];
    for (let w = this.#small.width; w > blurWidth; ) {
      w = Math.ceil(w / 2);
      this.#blurs.push(new OffscreenCanvas(w, Math.max(1, Math.round((w * height) / width))));
    }
  }

  #takeMask({ width, height, person }: Mask): void {
    if (this.#pixels.width !== width || this.#pixels.height !== height) {
      this.#pixels = new ImageData(width, height);
      this.#mask.width = width;
      this.#mask.height = height;
    }
    const { data } = this.#pixels;
    for (let i = 0; i < person.length; i++) data[i * 4 + 3] = opacity(person[i]!);
    context2d(this.#mask).putImageData(this.#pixels, 0, 0);
  }

  #blurred(): OffscreenCanvas {
    let from = this.#small;
    for (const next of this.#blurs) from = draw(from, next);
    for (const next of this.#blurs.slice(0, -1).toReversed()) from = draw(from, next);
    return from;
  }
}

function draw(from: CanvasImageSource, onto: OffscreenCanvas): OffscreenCanvas {
  context2d(onto).drawImage(from, 0, 0, onto.width, onto.height);
  return onto;
}

const context2d = (canvas: OffscreenCanvas) => canvas.getContext('2d')!;
