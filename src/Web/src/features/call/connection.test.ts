import { expect, it } from 'vitest';
import type { Person } from '../../realtime/stay';
import { troubleOf } from './connection';

const person = (link: Person['link'], self = false) => ({ link, self }) as Person;
const me = person('connected', true);

it('is silent while everything works, and about a single link that stutters', () => {
  expect(troubleOf('connected', [me])).toBeNull();
  expect(troubleOf('connected', [me, person('connected'), person('interrupted')])).toBeNull();
});

it('tells lost signalling from lost media', () => {
  expect(troubleOf('reconnecting', [me, person('connected')])).toBe('signalling');
  expect(troubleOf('connected', [me, person('interrupted'), person('interrupted')])).toBe('media');
  expect(troubleOf('reconnecting', [me, person('interrupted')])).toBe('both');
});

it('says when it has given up', () => {
  expect(troubleOf('gave_up', [me, person('interrupted')])).toBe('gave_up');
});
