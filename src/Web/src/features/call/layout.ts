/** In CSS pixels, from the upper left corner of the stage. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  /** The place of the focused picture, or of the other one of two. */
  big: Rect | null;
  /** The places of the others on one page, in order. */
  places: readonly Rect[];
}

export type Arrangement = 'grid' | 'focus' | 'pair' | 'strip';

const gap = 10;
const widest = 16 / 9;
const narrowest = { desk: 4 / 3, phone: 1 };
const phoneWidth = 560;
const smallestRow = 120;

/** Where everybody stands. `count`: the pictures besides the big one. */
export function layoutOf(arrangement: Arrangement, count: number, width: number, height: number): Layout {
  if (arrangement === 'pair') return { big: { x: 0, y: 0, width, height }, places: [corner(width, height)] };
  if (arrangement === 'strip') return { big: null, places: column(count, width, height) };
  if (arrangement === 'focus') return focus(count, width, height);
  return { big: null, places: grid(count, width, height) };
}

/** Oneself, small, over the picture of the other one. */
function corner(width: number, height: number): Rect {
  const upright = width < phoneWidth;
  const own = upright ? { width: width * 0.32, height: width * 0.42 } : { width: Math.min(260, width * 0.24), height: 0 };
  if (!upright) own.height = own.width / widest;
  const margin = upright ? 10 : 16;
  return { x: width - own.width - margin, y: height - own.height - margin, ...own };
}

/** One picture big, the others in a strip beside it, or below where the stage is narrow. */
function focus(count: number, width: number, height: number): Layout {
  if (count === 0) return { big: { x: 0, y: 0, width, height }, places: [] };
  const beside = width >= 760 && width > height;
  const strip = beside ? { width: 212, height: 212 / widest } : { width: width < phoneWidth ? 96 : 96 * widest, height: 96 };
  const length = beside ? height : width;
  const step = (beside ? strip.height : strip.width) + gap;
  const fit = Math.max(1, Math.floor((length + gap) / step));
  const shown = Math.min(count, fit);
  const start = (length - shown * step + gap) / 2;
  const places = Array.from({ length: shown }, (_, i) => ({
    x: beside ? width - strip.width : Math.max(0, start) + i * step,
    y: beside ? Math.max(0, start) + i * step : height - strip.height,
    ...strip,
  }));
  const big = { x: 0, y: 0, width: beside ? width - strip.width - gap : width, height: beside ? height : height - strip.height - gap };
  return { big, places };
}

/** One below the other, from the top: beside something that matters more. */
function column(count: number, width: number, height: number): Rect[] {
  const tall = width / widest;
  const fit = Math.max(1, Math.floor((height + gap) / (tall + gap)));
  return Array.from({ length: Math.min(count, fit) }, (_, i) => ({ x: 0, y: i * (tall + gap), width, height: Math.min(tall, height) }));
}

/** How many columns a width carries; a phone held upright gets two only when there are many people. */
function columnsFor(width: number, count: number): number {
  if (width >= 1100) return 5;
  if (width >= 960) return 4;
  if (width >= 700) return 3;
  if (width >= phoneWidth) return 2;
  return count > 3 ? 2 : 1;
}

/** The arrangement in which the pictures are largest; what does not fit goes to the next page. */
function grid(count: number, width: number, height: number): Rect[] {
  const most = columnsFor(width, count);
  const rowsThatFit = Math.max(1, Math.floor((height + gap) / (smallestRow + gap)));
  const perPage = Math.max(1, Math.min(most * rowsThatFit, most * Math.max(most, 3)));
  const shown = Math.min(count, perPage);
  const ratio = width < phoneWidth ? narrowest.phone : narrowest.desk;
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= most; columns++) {
    const rows = Math.ceil(shown / columns);
    const cell = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows };
    const tall = Math.min(cell.height, cell.width / ratio);
    const wide = Math.min(cell.width, tall * widest);
    if (wide * tall > best.width * best.height) best = { columns, width: Math.floor(wide), height: Math.floor(tall) };
  }
  return Array.from({ length: shown }, (_, i) => place(i, shown, best, width, height));
}

/** Rows are centred, the last one too. */
function place(i: number, shown: number, tile: { columns: number; width: number; height: number }, width: number, height: number): Rect {
  const row = Math.floor(i / tile.columns);
  const rows = Math.ceil(shown / tile.columns);
  const inRow = Math.min(tile.columns, shown - row * tile.columns);
  const rowWidth = inRow * (tile.width + gap) - gap;
  const allHeight = rows * (tile.height + gap) - gap;
  return {
    x: Math.round((width - rowWidth) / 2) + (i % tile.columns) * (tile.width + gap),
    y: Math.round((height - allHeight) / 2) + row * (tile.height + gap),
    width: tile.width,
    height: tile.height,
  };
}
