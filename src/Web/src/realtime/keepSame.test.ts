import { expect, it } from 'vitest';
import { keepSame } from './keepSame';

const person = (id: string, audio = true, name = id) => ({ id, name, media: { audio }, streams: null });
const idOf = (entry: { id: string }) => entry.id;

it('gives back the old list when nothing changed', () => {
  const before = [person('anna'), person('boris')];
  expect(keepSame(before, [person('anna'), person('boris')], idOf)).toBe(before);
});

it('changes only who changed', () => {
  const before = [person('anna'), person('boris')];
  const after = keepSame(before, [person('anna', false), person('boris')], idOf);
  expect(after[0]).toEqual(person('anna', false));
  expect(after[1]).toBe(before[1]);
});

it('notices who came, who went and who changed places', () => {
  const before = [person('anna'), person('boris')];
  const [anna, boris] = before;
  expect(keepSame(before, [person('anna')], idOf)).toEqual([anna]);
  expect(keepSame(before, [person('boris'), person('anna')], idOf)).toEqual([boris, anna]);
  expect(keepSame(before, [...before, person('vera')], idOf)).toHaveLength(3);
});
