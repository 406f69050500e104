export interface Grid {
  columns: number;
  /** Size of a tile in CSS pixels. */
  width: number;
  height: number;
  perPage: number;
}

export const gap = 10;
const widest = 16 / 9;
const narrowest = { desk: 4 / 3, phone: 1 };
const phoneWidth = 560;
const smallestRow = 120;

/** How many columns a width carries; a phone held upright gets two only when there are many people. */
function columnsFor(width: number, count: number): number {
  if (width >= 1100) return 5;
  if (width >= 960) return 4;
  if (width >= 700) return 3;
  if (width >= phoneWidth) return 2;
  return count > 3 ? 2 : 1;
}

/** The arrangement in which the tiles are largest. */
export function gridFor(count: number, width: number, height: number): Grid {
  const most = columnsFor(width, count);
  const rowsThatFit = Math.max(1, Math.floor((height + gap) / (smallestRow + gap)));
  const perPage = Math.max(1, Math.min(most * rowsThatFit, most * Math.max(most, 3)));
  const shown = Math.max(1, Math.min(count, perPage));
  let best: Grid | null = null;
  for (let columns = 1; columns <= most; columns++) {
    const rows = Math.ceil(shown / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    const tileHeight = Math.min(cellHeight, cellWidth / (width < phoneWidth ? narrowest.phone : narrowest.desk));
    const tileWidth = Math.min(cellWidth, tileHeight * widest);
    const tile = { columns, width: Math.floor(tileWidth), height: Math.floor(tileHeight), perPage };
    if (!best || tile.width * tile.height > best.width * best.height) best = tile;
  }
  return best!;
}
