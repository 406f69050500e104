import { api, ask, type Schemas } from './client';
import { problemOf } from './problem';

export type Notification = Schemas['NotificationResource'];
export type NotificationKind = Schemas['Kind'];
export type NotificationContent = Schemas['Content'];
export type NotificationPage = Schemas['PageOfNotificationResource'];
export type Delivery = Schemas['DeliveryResource'];
export type Reminder = Schemas['ReminderResource'];
export type KindChannels = Schemas['KindChannels'];
export type Device = Schemas['DeviceResource'];
export type MailLink = Awaited<ReturnType<typeof readMailLink>>;
export type NotificationSettings = Awaited<ReturnType<typeof readNotificationSettings>>;
export type SettingsRequest = Schemas['ChangeSettingsRequest'];

/** Unread first, each part the newest first. */
export const listNotifications = (cursor?: string): Promise<NotificationPage> =>
  ask(api.GET('/api/v1/notifications', { params: { query: { cursor, limit: 30 } } }));

export const countUnread = async () => (await ask(api.GET('/api/v1/notifications/count'))).unread;
export const markRead = (id: string) => ask(api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } }));
/** All that there is until now. */
export const markAllRead = () => ask(api.POST('/api/v1/notifications/read-all'));

export const readNotificationSettings = () => ask(api.GET('/api/v1/notifications/settings'));
export const changeNotificationSettings = (settings: SettingsRequest) => ask(api.PUT('/api/v1/notifications/settings', { body: settings }));

export const readReminders = (eventId: string) => ask(api.GET('/api/v1/notifications/reminders/{eventId}', { params: { path: { eventId } } }));
/** Minutes before the start, at most five; besides the organiser's. */
export const setOwnReminders = (eventId: string, minutes: number[]) =>
  ask(api.PUT('/api/v1/notifications/reminders/{eventId}', { params: { path: { eventId } }, body: { minutes } }));

/** What a mail's link would stop; for whoever has the link. */
export const readMailLink = (token: string) => ask(api.GET('/api/v1/notifications/mail-links/{token}', { params: { path: { token } } }));
export const stopMails = (token: string) => ask(api.POST('/api/v1/notifications/mail-links/{token}', { params: { path: { token } } }));

export const addDevice = (endpoint: string, keys: { p256dh: string; auth: string }, device: string) =>
  ask(api.POST('/api/v1/notifications/devices', { body: { endpoint, keys, device } }));
export const removeDevice = (id: string) => ask(api.DELETE('/api/v1/notifications/devices/{id}', { params: { path: { id } } }));

/** The key to which a browser binds its subscription, base64url; undefined when the server sends no pushes. */
export async function readPushKey(): Promise<string | undefined> {
  try {
    const { publicKey } = await ask(api.GET('/api/v1/notifications/push-key'));
    return publicKey;
  } catch (error) {
    const { status } = problemOf(error);
    if (status === 404 || status === 503) return undefined;
    throw error;
  }
}
