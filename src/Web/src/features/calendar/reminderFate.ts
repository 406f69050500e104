import type { TFunction } from 'i18next';
import type { Delivery, Reminder } from '../../api/notifications';

type Moment = (instant: string) => string;

/** How it stands with a reminder: to come, given, given but lost on some way outside, or withdrawn. */
export function fateOf({ state, deliveries }: Pick<Reminder, 'state' | 'deliveries'>): 'due' | 'good' | 'bad' | 'gone' {
  if (state === 'withdrawn') return 'gone';
  if (state === 'due') return 'due';
  return deliveries.some((delivery) => delivery.state === 'given_up') ? 'bad' : 'good';
}

export function fateText({ state, dueAt, givenAt, withdrawn }: Reminder, t: TFunction, moment: Moment): string {
  if (state === 'given' && givenAt) return t('notifications.reminders.given', { when: moment(givenAt) });
  if (state === 'withdrawn') return t('notifications.reminders.withdrawn', { why: t(`notifications.reminders.why.${withdrawn ?? 'changed'}`) });
  return t('notifications.reminders.due', { when: moment(dueAt) });
}

/** E-mail: sent 21 Nov, 14:05. */
export function deliveryText(delivery: Delivery, t: TFunction, moment: Moment): string {
  const { channel, state, dueAt, sentAt, code, reason, withdrawn } = delivery;
  return `${t(`notifications.reminders.channels.${channel}`)}: ${outcome()}`;

  function outcome(): string {
    switch (state) {
      case 'sent':
        return t('notifications.reminders.states.sent', { when: moment(sentAt ?? dueAt) });
      case 'gathered':
        return t('notifications.reminders.states.gathered', { when: moment(sentAt ?? dueAt) });
      case 'withdrawn':
        return t('notifications.reminders.withdrawn', { why: t(`notifications.reminders.why.${withdrawn ?? 'changed'}`) });
      case 'failed':
        return t('notifications.reminders.states.failed', { why: why(), when: moment(dueAt) });
      case 'given_up':
        return t('notifications.reminders.states.given_up', { why: why() });
      case 'waiting':
        return t('notifications.reminders.states.waiting', { when: moment(dueAt) });
    }
  }

  /** In the reader's words where the code has any; else in those of the other side. */
  function why(): string {
    const known = code ? (t(`notifications.reminders.codes.${code}` as never, { defaultValue: '' }) as string) : '';
    return known || reason || code || '?';
  }
}
