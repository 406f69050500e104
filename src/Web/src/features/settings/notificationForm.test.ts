import { expect, it } from 'vitest';
import type { NotificationSettings } from '../../api/notifications';
import { checkNotifications, formOf, requestOf, withChannel } from './notificationForm';

const settings: NotificationSettings = {
  channels: [
    { kind: 'invitation', inApp: true, email: true, push: true },
    { kind: 'reminder', inApp: true, email: false, push: true },
  ],
  quietHours: { from: '22:30', to: '06:45' },
  digest: '08:15',
  devices: [],
};
const say = ((key: string) => key) as never;

it.each([settings, { ...settings, quietHours: null }, { ...settings, digest: null }])('%j goes into the form and comes back the same', (stored) => {
  const { channels, quietHours, digest } = stored;
  expect(requestOf(formOf(stored))).toEqual({ channels, quietHours, digest });
  expect(checkNotifications(formOf(stored), say)).toEqual({});
});

it('changes one way of one kind', () => {
  expect(withChannel(settings.channels, 'reminder', 'email', true)).toEqual([settings.channels[0], { kind: 'reminder', inApp: true, email: true, push: true }]);
});

it.each([
  [{ from: '' }, { from: 'notifications.settings.timeMissing' }],
  [{ to: '25:00' }, { to: 'notifications.settings.timeMissing' }],
  [{ to: '22:30' }, { to: 'notifications.settings.sameTimes' }],
  [{ digest: '' }, { digest: 'notifications.settings.timeMissing' }],
  [{ from: '', quiet: false }, {}],
  [{ digest: '', hasDigest: false }, {}],
])('%j cannot be sent: %j', (change, errors) => {
  expect(checkNotifications({ ...formOf(settings), ...change }, say)).toEqual(errors);
});
