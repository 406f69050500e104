import type { TFunction } from 'i18next';
import type { Notification, NotificationContent } from '../../api/notifications';
import { relativeTime } from '../../ui/relativeTime';

/** Somebody who reads: his language, his zone, and the moment (ms). */
export interface Reading {
  language: string;
  zone: string;
  now: number;
}

export interface Words {
  text: string;
  /** When it is, what it was before, or what was said with it. */
  detail: string | undefined;
}

/** Ten minutes before the start, as elsewhere; never after the end. */
const joinEarlyMs = 10 * 60_000;
/** Of what has no end. */
const joinableMs = 4 * 3_600_000;

/** What a notification says, made of what happened: in the reader's language and on his clock. */
export function wordsOf({ kind, content }: Pick<Notification, 'kind' | 'content'>, t: TFunction, reading: Reading): Words {
  const by = content.by || t('notifications.organizer');
  const when = whenOf(content, reading);
  switch (kind) {
    case 'invitation':
      return { text: t('notifications.said.invitation', { by }), detail: content.isSeries && when ? t('notifications.said.seriesNext', { when }) : when };
    case 'interview_scheduled':
      return { text: t('notifications.said.interview', { by }), detail: when };
    case 'interview_cancelled':
      return { text: t('notifications.said.interviewCancelled', { by }), detail: when && t('notifications.said.was', { when }) };
    case 'change':
    case 'interview_changed':
      return { text: changeText(content, t), detail: content.previousStart && content.start ? `${startText(content.previousStart, content, reading)} → ${startText(content.start, content, reading)}` : when };
    case 'cancellation':
      return { text: t('notifications.said.cancellation', { by }), detail: when && t('notifications.said.was', { when }) };
    case 'answer':
      return { text: answerText(by, content, t), detail: content.comment ? t('notifications.said.comment', { text: content.comment }) : when };
    case 'reminder':
      return { text: beginText(content, t, reading), detail: when };
    case 'room_started':
      return { text: content.by ? t('notifications.said.roomStartedBy', { by: content.by }) : t('notifications.said.roomStarted'), detail: when };
    default:
      return { text: t('notifications.said.other'), detail: when };
  }
}

function changeText({ what, title }: NotificationContent, t: TFunction): string {
  if (!what?.length) return t('notifications.said.change');
  const said = what.map((part) => (part === 'title' ? t('notifications.said.changed.title', { title }) : t(`notifications.said.changed.${part}`)));
  return said.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(', ');
}

function answerText(by: string, { response }: NotificationContent, t: TFunction): string {
  return response === 'accepted' || response === 'declined' || response === 'tentative'
    ? t(`notifications.said.answers.${response}`, { by })
    : t('notifications.said.answers.needs_action', { by });
}

function beginText({ start }: NotificationContent, t: TFunction, { language, now }: Reading): string {
  if (!start) return t('notifications.said.reminder');
  const when = relativeTime(language, start, now);
  return Date.parse(start) >= now - 30_000 ? t('notifications.said.begins', { when }) : t('notifications.said.began', { when });
}

const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);
const day = { weekday: 'short', day: 'numeric', month: 'long' } as const;
const hours = { hour: '2-digit', minute: '2-digit' } as const;

/** Tue 24 November, 09:00–10:00. Whole days are those of the event's own zone. */
function whenOf(content: NotificationContent, { language, zone }: Reading): string | undefined {
  const { start, end, allDay, timeZone } = content;
  if (!start) return undefined;
  const format = new Intl.DateTimeFormat(localeOf(language), { ...day, ...(allDay ? {} : hours), timeZone: allDay ? (timeZone ?? zone) : zone });
  // The end of whole days is the midnight after the last
  return end ? format.formatRange(Date.parse(start), Date.parse(end) - (allDay ? 1 : 0)) : format.format(Date.parse(start));
}

function startText(start: string, { allDay, timeZone }: NotificationContent, { language, zone }: Reading): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { ...day, month: 'short', ...(allDay ? {} : hours), timeZone: allDay ? (timeZone ?? zone) : zone });
  return format.format(Date.parse(start));
}

/** The way into the call, while there is one to join. */
export function joinUrl({ kind, content }: Pick<Notification, 'kind' | 'content'>, now: number): string | undefined {
  const { place, start, end, allDay } = content;
  if (!place || !start || (kind !== 'reminder' && kind !== 'room_started')) return undefined;
  const until = end ? Date.parse(end) : Date.parse(start) + joinableMs;
  const from = kind === 'room_started' ? 0 : Date.parse(start) - joinEarlyMs;
  return (from <= now || allDay) && now < until && isAddress(place) ? place : undefined;
}

const isAddress = (place: string) => /^\/(?![/\\])/.test(place) || (URL.canParse(place) && /^https?:$/.test(new URL(place).protocol));

/** Where the calendar shows the event; undefined for what is about none. */
export function eventPath({ eventId, occurrence, start, isSeries }: NotificationContent, zone: string): string | undefined {
  if (!eventId) return undefined;
  const query = new URLSearchParams();
  if (start) query.set('date', new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.parse(start)));
  query.set('event', eventId);
  if (occurrence && isSeries) query.set('occurrence', occurrence);
  return `/calendar?${query.toString()}`;
}
