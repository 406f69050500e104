import type { TFunction } from 'i18next';
import type { Problem } from '../api/problem';

/** A sentence in the page's language; the server's own where the code is not known here. */
export function problemText(t: TFunction, problem: Problem): string {
  const known = t(`problems.${problem.code}` as never, {
    defaultValue: '',
    count: problem.retryAfter ?? 0,
  }) as string;
  return known || problem.detail || t('problems.unknown');
}

/** The sentences to show at the fields of a form, by field name. */
export function fieldProblems(t: TFunction, problem: Problem): Record<string, string> {
  const found: Record<string, string> = {};
  if (problem.field) found[problem.field] = problemText(t, problem);
  for (const { field, code, message } of problem.errors)
    found[field] ??= (t(`fieldProblems.${code}` as never, { defaultValue: '' }) as string) || message;
  return found;
}
