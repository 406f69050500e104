import { expect, it } from 'vitest';
import { instantOf, wallClockOf } from './zonedTime';

it.each([
  ['2026-11-22T17:00', 'Europe/Moscow', '2026-11-22T14:00:00Z'],
  ['2026-11-22T17:00', 'UTC', '2026-11-22T17:00:00Z'],
  ['2026-07-01T09:30', 'America/New_York', '2026-07-01T13:30:00Z'],
  ['2026-11-22T00:15', 'Asia/Kathmandu', '2026-11-21T18:30:00Z'],
  ['2026-12-31T23:59', 'Pacific/Kiritimati', '2026-12-31T09:59:00Z'],
  // Europe/Berlin, 2026-03-29: 02:00 becomes 03:00
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  // Europe/Berlin, 2026-10-25: 03:00 becomes 02:00
  ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00Z'],
  ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
])('%s in %s is %s, and back', (wall, zone, instant) => {
  expect(instantOf(wall, zone)).toBe(instant);
  expect(wallClockOf(instant, zone)).toBe(wall);
});

it('moves a time that the spring change skips on by the gap', () => {
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
});

it('takes the first of two equal times of the autumn change', () => {
  expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
});

it.each(['', '2026-11-22', '2026-13-01T10:00', '2026-02-30T10:00', 'tomorrow'])('knows no instant for %j', (wall) => {
  expect(instantOf(wall, 'UTC')).toBeUndefined();
});
