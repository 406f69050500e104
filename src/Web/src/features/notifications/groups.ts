import type { Notification } from '../../api/notifications';

/** All that was told about one event. */
export interface EventGroup {
  key: string;
  /** As it is called in what came last. */
  title: string;
  items: Notification[];
}

const newest = (a: Notification, b: Notification) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt);
const unreadFirst = (a: Notification, b: Notification) => Number(a.isRead) - Number(b.isRead) || newest(a, b);

/** Events with something unread come first, then by their newest news; within each the same. */
export function groupsOf(items: readonly Notification[]): EventGroup[] {
  const groups = new Map<string, Notification[]>();
  for (const item of items) {
    const key = item.content.eventId ?? item.id;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups]
    .map(([key, all]) => ({ key, title: all.toSorted(newest)[0]!.content.title, items: all.toSorted(unreadFirst) }))
    .sort((a, b) => unreadFirst(a.items[0]!, b.items[0]!));
}
