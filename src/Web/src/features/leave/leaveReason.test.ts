import { expect, it } from 'vitest';
import { leaveReasonOf, mayRejoin } from './leaveReason';

it.each([
  [null, 'left'],
  ['', 'left'],
  ['left', 'left'],
  ['removed', 'removed'],
  ['session_ended', 'ended'],
  ['room_closed', 'closed'],
  ['gave_up', 'lost'],
  ['connection_lost', 'lost'],
  ['replaced', 'elsewhere'],
  ['alone', 'alone'],
] as const)('%s means %s', (word, reason) => {
  expect(leaveReasonOf(word)).toBe(reason);
});

it('leaves the code of a problem to the sentence of that problem', () => {
  expect(leaveReasonOf('room_full')).toBeUndefined();
});

it('offers no way back into a closed room, nor to whom was removed', () => {
  expect(mayRejoin('closed') || mayRejoin('removed')).toBe(false);
  expect(mayRejoin('lost') && mayRejoin(undefined)).toBe(true);
});
