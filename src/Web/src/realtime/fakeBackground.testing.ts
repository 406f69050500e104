import { vi } from 'vitest';
import { FakeTrack } from './fakeMedia.testing';
import type { FromWorker, ToWorker } from './backgroundPipe';

/** A browser that can draw backgrounds, as far as the page sees it: the worker does what the test says. */
export class FakeBackgrounds {
  workers: FakeWorker[] = [];
  /** Pictures that cannot be decoded. */
  missing = false;

  install(): this {
    const { workers } = this;
    const isMissing = () => this.missing;
    vi.stubGlobal('Worker', class extends FakeWorker {
      constructor() {
        super();
        workers.push(this);
      }
    });
    vi.stubGlobal('OffscreenCanvas', class {
      width = 2;
    });
    vi.stubGlobal('createImageBitmap', async () => ({ close: () => {} }));
    vi.stubGlobal('Image', class {
      src = '';
      naturalWidth = 1280;
      naturalHeight = 720;
      decode = async () => {
        if (isMissing()) throw new DOMException('', 'EncodingError');
      };
    });
    vi.stubGlobal('MediaStreamTrackProcessor', class {
      readable = {};
    });
    vi.stubGlobal('MediaStreamTrackGenerator', class extends FakeTrack {
      writable = {};
      constructor() {
        super('video', '', 'drawn');
      }
    });
    return this;
  }

  /** The one at work. */
  get worker(): FakeWorker | undefined {
    return this.workers.findLast(worker => !worker.ended);
  }
}

export class FakeWorker {
  readonly got: ToWorker[] = [];
  ended = false;
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: (() => void) | null = null;
  postMessage = (message: ToWorker) => void this.got.push(message);
  terminate = () => {
    this.ended = true;
  };

  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }

  /** The picture of the source given last arrives. */
  paints(): void {
    const { lane } = this.got.findLast(message => message.what === 'source')!;
    this.say({ what: 'alive', lane });
  }
}
