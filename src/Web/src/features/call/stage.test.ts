import { describe, expect, it } from 'vitest';
import type { Person } from '../../realtime/stay';
import { layoutOf, type Rect } from './layout';
import { arrange, focusOf, tilesOf } from './stage';

const person = (participantId: string, screen = false, self = false) =>
  ({ participantId, self, media: { audio: true, video: true, screen } }) as Person;

const inside = ({ x, y, width, height }: Rect, stageWidth: number, stageHeight: number) =>
  x >= 0 && y >= 0 && x + width <= stageWidth + 0.5 && y + height <= stageHeight + 0.5;
const apart = (a: Rect, b: Rect) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the places', () => {
  const columns = (count: number, width: number, height: number) =>
    layoutOf('grid', count, width, height).places.filter(({ y }, _, all) => y === all[0]!.y).length;

  it('are one, two side by side, two by two, three by three on a wide stage', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 9, 10, 16].map((n) => columns(n, 1280, 700))).toEqual([1, 2, 2, 2, 3, 3, 3, 3, 4, 4]);
  });

  it('are a column on a phone, and two columns once that gives larger pictures', () => {
    expect([1, 2, 3, 5, 6].map((n) => columns(n, 344, 600))).toEqual([1, 1, 1, 2, 2]);
  });

  it.each([[1280, 700], [344, 600], [740, 300], [300, 200]])('are inside a stage of %i x %i and do not overlap', (width, height) => {
    for (const arrangement of ['grid', 'focus', 'strip'] as const) {
      for (let count = 0; count <= 30; count++) {
        const { big, places } = layoutOf(arrangement, count, width, height);
        const all = [...places, ...(big ? [big] : [])];
        expect(all.every((rect) => inside(rect, width, height))).toBe(true);
        expect(all.every((a, i) => all.slice(i + 1).every((b) => apart(a, b)))).toBe(true);
      }
    }
  });

  it('turn to pages when the pictures would get too small', () => {
    expect(layoutOf('grid', 30, 1280, 700).places).toHaveLength(25);
    expect(layoutOf('grid', 30, 344, 600).places.length).toBeLessThan(10);
    expect(layoutOf('focus', 30, 1280, 700).places.length).toBeLessThan(8);
  });

  it('are a strip beside a workspace, from the top', () => {
    const { big, places } = layoutOf('strip', 30, 240, 700);
    expect(big).toBeNull();
    expect(places.map(({ x, y, height }) => [x, y, height])).toEqual([0, 1, 2, 3].map((i) => [0, i * 145, 135]));
  });

  it('put oneself into the corner of the other one', () => {
    const { big, places } = layoutOf('pair', 1, 1280, 700);
    expect(big).toEqual({ x: 0, y: 0, width: 1280, height: 700 });
    expect(inside(places[0]!, 1280, 700)).toBe(true);
  });
});

describe('the focus', () => {
  const people = [person('me', true, true), person('anna'), person('boris', true)];
  const tiles = tilesOf(people);
  const none = new Set<string>();

  it('is the screen that somebody else shares', () => {
    expect(focusOf(tiles, null, none)?.id).toBe('boris-screen');
  });

  it('is never the own screen by itself: that would be a hall of mirrors', () => {
    expect(focusOf(tilesOf(people.slice(0, 2)), null, none)).toBeNull();
  });

  it('is whoever is pinned, as long as they are there', () => {
    expect(focusOf(tiles, 'anna', none)?.id).toBe('anna');
    expect(focusOf(tiles, 'gone', none)?.id).toBe('boris-screen');
  });

  it('goes back to the grid when the person puts the screen away', () => {
    expect(focusOf(tiles, null, new Set(['boris-screen']))).toBeNull();
  });
});

describe('the order of tiles', () => {
  it('does not jump when people come and go', () => {
    expect(arrange(['a', 'b', 'c'], ['a', 'c', 'b', 'd'], 9, null)).toEqual(['a', 'b', 'c', 'd']);
    expect(arrange(['a', 'b', 'c'], ['c', 'a'], 9, null)).toEqual(['a', 'c']);
  });

  it('leaves a speaker who can be seen where he is', () => {
    expect(arrange(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], 3, 'b')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('brings a speaker from another page to the last place of the first', () => {
    expect(arrange(['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', 'd', 'e'], 3, 'e')).toEqual(['a', 'b', 'e', 'd', 'c']);
  });
});
