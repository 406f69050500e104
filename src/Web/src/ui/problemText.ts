import type { TFunction } from 'i18next';
import type { Problem } from '../api/problem';

/** A sentence in the page's language; the server's own where the code is not known here. */
export function problemText(t: TFunction, problem: Problem): string {
  const sentence = lookUp(t, `problems.${problem.code}`) || problem.detail || t('problems.unknown');
  if (problem.retryAfter === undefined) return sentence;
  const wait =
    problem.retryAfter < 90
      ? t('problems.waitSeconds', { count: Math.max(1, problem.retryAfter) })
      : t('problems.waitMinutes', { count: Math.ceil(problem.retryAfter / 60) });
  return `${sentence} ${wait}`;
}

/** The sentences to show at the fields of a form, by field name. */
export function fieldProblems(t: TFunction, problem: Problem): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { field, code, message } of problem.errors)
    found[field] ??= lookUp(t, `fieldProblems.${code}`) || message;
  if (problem.field) found[problem.field] ??= problemText(t, problem);
  return found;
}

// Codes come from the server: there is no list of them to check against at compile time
const lookUp = (t: TFunction, key: string): string => t(key as never, { defaultValue: '' }) as string;
