import type { KindChannels, NotificationSettings, SettingsRequest } from '../../api/notifications';
import type { Check, FieldErrors } from '../../ui/useForm';

export const channels = ['inApp', 'email', 'push'] as const;
export type ChannelName = (typeof channels)[number];

/** The settings as a person edits them: what is switched off keeps its times. */
export interface NotificationForm {
  channels: readonly KindChannels[];
  quiet: boolean;
  from: string;
  to: string;
  hasDigest: boolean;
  digest: string;
}

export const formOf = ({ channels: grid, quietHours, digest }: NotificationSettings): NotificationForm => ({
  channels: grid,
  quiet: quietHours !== null,
  from: quietHours?.from ?? '22:00',
  to: quietHours?.to ?? '07:00',
  hasDigest: digest !== null,
  digest: digest ?? '08:00',
});

export const requestOf = ({ channels: grid, quiet, from, to, hasDigest, digest }: NotificationForm): SettingsRequest => ({
  channels: [...grid],
  quietHours: quiet ? { from, to } : null,
  digest: hasDigest ? digest : null,
});

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

export const checkNotifications: Check<NotificationForm> = ({ quiet, from, to, hasDigest, digest }, t) => {
  const errors: FieldErrors = {};
  if (quiet && !isTime(from)) errors.from = t('notifications.settings.timeMissing');
  if (quiet && !isTime(to)) errors.to = t('notifications.settings.timeMissing');
  else if (quiet && from === to) errors.to = t('notifications.settings.sameTimes');
  if (hasDigest && !isTime(digest)) errors.digest = t('notifications.settings.timeMissing');
  return errors;
};

export const withChannel = (grid: readonly KindChannels[], kind: KindChannels['kind'], channel: ChannelName, on: boolean) =>
  grid.map((row) => (row.kind === kind ? { ...row, [channel]: on } : row));
