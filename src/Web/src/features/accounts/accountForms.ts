import type { Check, FieldErrors } from '../../ui/useForm';

export const limits = { displayName: 80, email: 254, password: { min: 10, max: 128 } };

export const emailError: Check<{ email: string }> = ({ email }, t): FieldErrors =>
  // Only what cannot be an address at all; the rest is the server's to judge
  /^\S+@\S+$/.test(email.trim()) ? {} : { email: t('fields.email') };

export const nameError: Check<{ displayName: string }> = ({ displayName }, t): FieldErrors => {
  const length = displayName.trim().length;
  if (length === 0) return { displayName: t('fieldProblems.required') };
  return length > limits.displayName ? { displayName: t('fields.tooLong', { count: limits.displayName }) } : {};
};

export function newPasswordError(password: string, t: Parameters<Check<object>>[1]): string | undefined {
  if (password.length < limits.password.min) return t('fields.tooShort', { count: limits.password.min });
  if (password.length > limits.password.max) return t('fields.tooLong', { count: limits.password.max });
  return undefined;
}

/** Where to go after signing in: a path of this site and nothing else. */
export function returnPath(wanted: string | null): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
