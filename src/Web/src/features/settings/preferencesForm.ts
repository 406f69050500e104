import type { UserPreferences } from '../../api/client';
import type { Check, FieldErrors } from '../../ui/useForm';

const builtIn = ['office', 'library', 'gradient'] as const;
type BuiltIn = (typeof builtIn)[number];

/** The preferences as a person edits them: the background is a choice, and an address only for a picture of his own. */
export interface PreferencesForm extends Omit<UserPreferences, 'virtualBackground'> {
  background: BuiltIn | 'none' | 'own';
  virtualBackground: string;
}

export const backgrounds = ['none', ...builtIn, 'own'] as const;

export function formOf(preferences: UserPreferences): PreferencesForm {
  const stored = preferences.virtualBackground ?? '';
  const named = builtIn.find((name) => name === stored);
  return {
    ...preferences,
    background: named ?? (stored ? 'own' : 'none'),
    virtualBackground: named ? '' : stored,
  };
}

export function preferencesOf({ background, virtualBackground, ...rest }: PreferencesForm): UserPreferences {
  const picture = { none: null, own: virtualBackground.trim() }[background as string];
  return { ...rest, virtualBackground: picture === undefined ? background : picture };
}

export const checkPreferences: Check<PreferencesForm> = (form, t) => {
  const errors: FieldErrors = {};
  if (form.background === 'own' && !isPicture(form.virtualBackground.trim())) errors.virtualBackground = t('settings.pictureAddress');
  return errors;
};

const isPicture = (address: string) =>
  address.length <= 2048 && URL.canParse(address) && new URL(address).protocol === 'https:';
