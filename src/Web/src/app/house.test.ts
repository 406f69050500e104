import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|schema\.d\.ts$/.test(file),
);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What stands between tags or in an attribute that a person reads. */
function wordsForPeople(file: string, source: string): string[] {
  const found: string[] = [];
  const spoken = /^(label|title|placeholder|description|alt|aria-label|aria-description|error|text|message)$/;
  const words = /\p{L}{2,}/u;
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node) && words.test(node.text)) found.push(node.text.trim());
    if (
      ts.isJsxAttribute(node) &&
      spoken.test(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer) &&
      words.test(node.initializer.text)
    )
      found.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

describe('no sentence is written into the markup', () => {
  const sameInAllLanguages = ['VideoConf', 'https://'];

  it.each(files.filter((file) => file.endsWith('.tsx')))('%s', (file) => {
    expect(wordsForPeople(file, read(file)).filter((words) => !sameInAllLanguages.includes(words))).toEqual([]);
  });

  it('would be noticed', () => {
    expect(wordsForPeople('x.tsx', '<b title="Нельзя">Press me</b>')).toEqual(['Нельзя', 'Press me']);
  });
});

const layer = (path: string) => path.match(/^(features\/[^/]+|[^/]+)/)?.[0] ?? path;

function forbidden(file: string, source: string): string[] {
  const from = layer(file);
  const allowed = from.startsWith('features/')
    ? [from, 'ui', 'api', 'realtime']
    : { api: ['api'], realtime: ['realtime', 'api'], ui: ['ui', 'api'] }[from];
  if (!allowed) return [];
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)]
    .map(([, path]) => relative(root, resolve(root, dirname(file), path!)))
    .filter((target) => !allowed.includes(layer(target)));
}

describe('a feature knows itself, ui, api and realtime, never another feature', () => {
  it.each(files)('%s', (file) => {
    expect(forbidden(file, read(file))).toEqual([]);
  });

  it('would be noticed', () => {
    expect(forbidden('features/home/X.tsx', "import { a } from '../call/state';")).toEqual(['features/call/state']);
  });
});
