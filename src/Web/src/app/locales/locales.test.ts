import { expect, it } from 'vitest';
import en from './en.json';
import ru from './ru.json';

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

const plural = /_(zero|one|two|few|many|other)$/;
const stems = (entries: [string, string][]) => [...new Set(entries.map(([key]) => key.replace(plural, '')))].sort();
const placeholders = (text: string) => [...new Set(text.match(/{{\s*[\w.]+/g) ?? [])].sort();

const languages = { en: flat(en), ru: flat(ru) };

it('both languages have the same keys', () => {
  expect(stems(languages.ru)).toEqual(stems(languages.en));
});

it.each(Object.entries(languages))('%s has no empty sentence', (_language, entries) => {
  expect(entries.filter(([, text]) => text.trim() === '')).toEqual([]);
});

it.each(Object.entries(languages))('%s has every plural form its grammar needs', (language, entries) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = new Set(entries.map(([key]) => key));
  const counted = stems(entries.filter(([key]) => plural.test(key)));
  const missing = counted.flatMap((stem) => forms.map((form) => `${stem}_${form}`)).filter((key) => !keys.has(key));
  expect(missing).toEqual([]);
});

it('both languages fill the same placeholders', () => {
  const russian = new Map(languages.ru);
  const other = languages.en.filter(([key, text]) => {
    const translated = russian.get(key);
    return translated !== undefined && placeholders(translated).join() !== placeholders(text).join();
  });
  expect(other).toEqual([]);
});

it('Russian is written in Cyrillic', () => {
  expect(languages.ru.filter(([, text]) => /[a-z]/i.test(text) && !/[а-яё]/i.test(text)).map(([key]) => key)).toEqual([]);
});
