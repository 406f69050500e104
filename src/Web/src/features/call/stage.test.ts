import { describe, expect, it } from 'vitest';
import type { Person } from '../../realtime/stay';
import { gridFor } from './gridLayout';
import { arrange, focusOf, tilesOf } from './stage';

const person = (participantId: string, screen = false, self = false) =>
  ({ participantId, self, media: { audio: true, video: true, screen } }) as Person;

describe('the grid', () => {
  const columns = (count: number, width: number, height: number) => gridFor(count, width, height).columns;

  it('is one, two side by side, two by two, three by three on a wide stage', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 9, 10, 16].map((n) => columns(n, 1280, 700))).toEqual([1, 2, 2, 2, 3, 3, 3, 3, 4, 4]);
  });

  it('is a column on a phone, and two columns once that gives larger pictures', () => {
    expect([1, 2, 3, 5, 6].map((n) => columns(n, 344, 600))).toEqual([1, 1, 1, 2, 2]);
  });

  it('keeps every tile inside the stage', () => {
    for (const [width, height] of [[1280, 700], [344, 600], [740, 300], [300, 200]] as const) {
      for (let count = 1; count <= 30; count++) {
        const grid = gridFor(count, width, height);
        const shown = Math.min(count, grid.perPage);
        const rows = Math.ceil(shown / grid.columns);
        expect(grid.columns * grid.width + (grid.columns - 1) * 10).toBeLessThanOrEqual(width);
        expect(rows * grid.height + (rows - 1) * 10).toBeLessThanOrEqual(height);
      }
    }
  });

  it('turns to pages when the tiles would get too small', () => {
    expect(gridFor(30, 1280, 700).perPage).toBe(25);
    expect(gridFor(30, 344, 600).perPage).toBeLessThan(30);
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
