import type { Person } from '../../realtime/stay';

/** A picture on the stage: somebody, or somebody's screen. */
export interface TileInfo {
  id: string;
  person: Person;
  screen: boolean;
}

export const screenId = (participantId: string) => `${participantId}-screen`;

export function tilesOf(people: readonly Person[]): TileInfo[] {
  const cameras = people.map((person) => ({ id: person.participantId, person, screen: false }));
  const screens = people
    .filter((person) => person.media?.screen)
    .map((person) => ({ id: screenId(person.participantId), person, screen: true }));
  return [...cameras, ...screens];
}

/** What stands big: the pinned one, else the screen that somebody else shares, unless the person put it away. */
export function focusOf(tiles: readonly TileInfo[], pinned: string | null, putAway: ReadonlySet<string>): TileInfo | null {
  const chosen = tiles.find((tile) => tile.id === pinned);
  if (chosen) return chosen;
  return tiles.findLast((tile) => tile.screen && !tile.person.self && !putAway.has(tile.id)) ?? null;
}

/**
 * Keeps everybody where they are: who comes is put last, who goes leaves a gap that closes. Only when somebody
 * speaks who is not on the first page does he change places with the last one there.
 */
export function arrange(before: readonly string[], present: readonly string[], perPage: number, speaker: string | null): string[] {
  const staying = before.filter((id) => present.includes(id));
  const order = [...staying, ...present.filter((id) => !staying.includes(id))];
  const at = speaker === null ? -1 : order.indexOf(speaker);
  if (at >= perPage && perPage > 1) {
    const last = perPage - 1;
    [order[last], order[at]] = [order[at]!, order[last]!];
  }
  return order;
}
