import { expect, it } from 'vitest';
import { speak } from '../app/speak.testing';
import { ask } from './client';

const answerOf = <T>(data: T) => ask(Promise.resolve({ data, response: new Response(null, { status: 200 }) }));

it.each([
  ['en', '(erased)'],
  ['ru', '(стёрто)'],
] as const)('says in %s what was erased, wherever it stands, and leaves all else as it is', async (language, words) => {
  await speak(language);
  const file = new Blob(['‹erased›']);
  const sent = { title: '‹erased›', count: 2, none: null, people: [{ name: '‹erased›', email: 'erased-1@erased.invalid' }, 'Bob ‹erased›'], file };
  expect(await answerOf(sent)).toEqual({
    title: words, count: 2, none: null, people: [{ name: words, email: 'erased-1@erased.invalid' }, 'Bob ‹erased›'], file,
  });
  expect(await answerOf('‹erased›')).toBe(words);
});
