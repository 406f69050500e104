import { FrameLimit, SlownessWatch } from './backgroundPace';
import { BackgroundPainter } from './backgroundPainter';
import type { FromWorker, ToWorker } from './backgroundPipe';
import { Segmenter } from './backgroundSegmenter';

// In a worker, because a hidden tab's page is slowed down and a worker is not
const say = (message: FromWorker, transfer: Transferable[] = []) => postMessage(message, { transfer });
const heartbeatMs = 1_000;

const loading = Segmenter.load().then(
  segmenter => new BackgroundPainter((image, use) => segmenter.segment(image, performance.now(), use)),
);
loading.catch(() => say({ what: 'broke', problem: 'failed' }));

let watch = new SlownessWatch();
let lane = 0;
let told = Number.NEGATIVE_INFINITY;

onmessage = ({ data }: MessageEvent<ToWorker>) => void take(data).catch(() => say({ what: 'broke', problem: 'failed' }));

async function take(message: ToWorker): Promise<void> {
  if (message.what === 'source') {
    lane = message.lane;
    watch = new SlownessWatch();
    told = Number.NEGATIVE_INFINITY;
  }
  const painter = await loading;
  if (message.what === 'picture') {
    painter.picture?.close();
    painter.picture = message.picture;
  } else if (message.what === 'frame') shuttle(painter, message);
  else if (message.streams) await pump(painter, message.lane, message.streams);
  else say({ what: 'next', lane: message.lane });
}

/** Reads and writes the tracks' own streams; ends with the camera's track. */
async function pump(painter: BackgroundPainter, mine: number, { from, to }: NonNullable<Extract<ToWorker, { what: 'source' }>['streams']>) {
  const reader = from.getReader();
  const writer = to.getWriter();
  const limit = new FrameLimit();
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done || mine !== lane) {
      frame?.close();
      await reader.cancel().catch(() => {});
      return writer.close().catch(() => {}); // nobody looks at the track any more
    }
    if (limit.takes(frame.timestamp / 1000)) {
      paint(painter, frame, mine);
      const painted = new VideoFrame(painter.canvas, { timestamp: frame.timestamp });
      frame.close();
      if (!(await writer.write(painted).then(() => true, () => false))) painted.close();
    } else frame.close();
  }
}

/** For browsers whose tracks have no streams: the page takes the pictures and shows them, one at a time. */
function shuttle(painter: BackgroundPainter, { lane: mine, frame }: Extract<ToWorker, { what: 'frame' }>): void {
  if (mine !== lane) return frame?.close();
  const began = performance.now();
  if (frame) {
    paint(painter, frame, mine);
    frame.close();
    const painted = painter.canvas.transferToImageBitmap();
    say({ what: 'painted', lane: mine, painted }, [painted]);
  }
  setTimeout(() => say({ what: 'next', lane: mine }), Math.max(0, 1000 / 30 - (performance.now() - began)));
}

function paint(painter: BackgroundPainter, frame: VideoFrame | ImageBitmap, mine: number): void {
  const began = performance.now();
  painter.paint(frame);
  const ended = performance.now();
  if (watch.isSlow(began, ended)) say({ what: 'broke', problem: 'slow' });
  if (ended - told < heartbeatMs) return;
  told = ended;
  say({ what: 'alive', lane: mine });
}
