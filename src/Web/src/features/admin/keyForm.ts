import type { TFunction } from 'i18next';
import type { Check, FieldErrors } from '../../ui/useForm';

export interface KeyForm {
  name: string;
  scopes: string[];
  /** As typed: empty while the field is. */
  requestsPerMinute: number | string;
}

export const emptyKey: KeyForm = { name: '', scopes: [], requestsPerMinute: 600 };

export const limits = { name: 80, requestsPerMinute: 100_000 };

export const checkKey: Check<KeyForm> = ({ name, scopes, requestsPerMinute }, t) => {
  const errors: FieldErrors = {};
  if (!name.trim()) errors.name = t('admin.keys.nameMissing');
  if (scopes.length === 0) errors.scopes = t('admin.keys.scopesMissing');
  const figure = Number(requestsPerMinute);
  if (requestsPerMinute === '' || !Number.isInteger(figure) || figure < 1 || figure > limits.requestsPerMinute)
    errors.requestsPerMinute = t('admin.keys.requestsWrong');
  return errors;
};

/** What a scope lets a program do; the scope itself where it has no words here. */
export const scopeText = (t: TFunction, scope: string): string => t(`admin.keys.scope.${scope.replace(':', '_')}` as never, { defaultValue: scope }) as string;
