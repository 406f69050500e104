import type { Notification, NotificationContent, NotificationKind } from '../../api/notifications';

let last = 0;

/** Noon in Berlin, on a Tuesday. */
export const noon = Date.parse('2027-01-12T11:00:00Z');

export function told(kind: NotificationKind, content: Partial<NotificationContent> = {}, more: Partial<Notification> = {}): Notification {
  return {
    id: `n${++last}`,
    kind,
    content: {
      eventId: 'e1',
      occurrence: null,
      title: 'Planning',
      start: '2027-01-12T13:00:00Z',
      end: '2027-01-12T14:00:00Z',
      allDay: false,
      isSeries: false,
      timeZone: 'Europe/Berlin',
      place: null,
      by: 'Anna',
      ...content,
    },
    raisedAt: '2027-01-12T10:00:00Z',
    isRead: false,
    deliveries: [],
    ...more,
  };
}
