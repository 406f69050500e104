import type { CallState } from '../../realtime/callSession';
import type { Person } from '../../realtime/stay';

/** What the person is told about their own connection. */
export type Trouble = 'signalling' | 'media' | 'both' | 'gave_up' | null;

/** Media are in trouble when everybody else's are: one single link that stutters says so on its tile. */
export function troubleOf(signalling: CallState['signalling'], people: readonly Person[]): Trouble {
  if (signalling === 'gave_up') return 'gave_up';
  const others = people.filter((person) => !person.self);
  const media = others.length > 0 && others.every((person) => person.link === 'interrupted');
  if (signalling !== 'connected' && media) return 'both';
  if (signalling !== 'connected') return 'signalling';
  return media ? 'media' : null;
}
