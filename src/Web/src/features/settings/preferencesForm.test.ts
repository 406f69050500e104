import { expect, it } from 'vitest';
import type { UserPreferences } from '../../api/client';
import { checkPreferences, formOf, preferencesOf } from './preferencesForm';

const preferences: UserPreferences = {
  videoEnabled: true,
  audioEnabled: true,
  screenShareEnabled: true,
  preferredVideoQuality: '720p',
  preferredAudioQuality: 'medium',
  autoJoinAudio: true,
  autoJoinVideo: false,
  backgroundBlur: false,
  virtualBackground: null,
  notificationsEnabled: true,
  language: 'ru',
  timeZone: 'Europe/Moscow',
};
const say = ((key: string) => key) as never;

it.each([null, 'office', 'library', 'gradient', 'https://pictures.example/beach.jpg'])(
  'a background %j goes into the form and comes back the same',
  (virtualBackground) => {
    const stored = { ...preferences, virtualBackground };
    expect(preferencesOf(formOf(stored))).toEqual(stored);
    expect(checkPreferences(formOf(stored), say)).toEqual({});
  },
);

it.each(['', 'http://pictures.example/a.jpg', 'beach', 'javascript:alert(1)', `https://a.example/${'x'.repeat(2048)}`])(
  'a picture of one’s own needs an https address, not %j',
  (virtualBackground) => {
    const form = { ...formOf(preferences), background: 'own' as const, virtualBackground };
    expect(checkPreferences(form, say)).toEqual({ virtualBackground: 'settings.pictureAddress' });
  },
);

it('an address left over from an earlier choice is not sent', () => {
  const form = { ...formOf(preferences), background: 'none' as const, virtualBackground: 'junk' };
  expect(checkPreferences(form, say)).toEqual({});
  expect(preferencesOf(form).virtualBackground).toBeNull();
});
