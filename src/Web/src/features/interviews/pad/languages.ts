import { type LanguageSupport, StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** What the server knows; names of languages are the same in every tongue, except for plain text. */
export const languageNames = {
  plain: null,
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  python: 'Python',
  java: 'Java',
  csharp: 'C#',
  cpp: 'C++',
  go: 'Go',
  rust: 'Rust',
  php: 'PHP',
  kotlin: 'Kotlin',
  sql: 'SQL',
} as const;

export type PadLanguage = keyof typeof languageNames;
export const padLanguages = Object.keys(languageNames) as PadLanguage[];

const loaders: Record<PadLanguage, () => Promise<Extension | LanguageSupport>> = {
  plain: async () => [],
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true }),
  typescript: async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true }),
  python: async () => (await import('@codemirror/lang-python')).python(),
  java: async () => (await import('@codemirror/lang-java')).java(),
  csharp: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/clike')).csharp),
  cpp: async () => (await import('@codemirror/lang-cpp')).cpp(),
  go: async () => (await import('@codemirror/lang-go')).go(),
  rust: async () => (await import('@codemirror/lang-rust')).rust(),
  php: async () => (await import('@codemirror/lang-php')).php({ plain: true }),
  kotlin: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/clike')).kotlin),
  sql: async () => (await import('@codemirror/lang-sql')).sql(),
};

/** The colours of a language, fetched when it is first wanted; of one that is not known here, none. */
export const loadLanguage = (language: string): Promise<Extension> => loaders[language in loaders ? (language as PadLanguage) : 'plain']();
