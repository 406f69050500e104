import { IconArrowBackUp, IconBell, IconCalendarPlus, IconCalendarX, IconPencil, IconVideo } from '@tabler/icons-react';
import { Text, VisuallyHidden } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notification, NotificationKind } from '../../api/notifications';
import { JoinLink } from '../../ui/JoinLink';
import { relativeTime } from '../../ui/relativeTime';
import classes from './NotificationList.module.css';
import { eventPath, joinUrl, type Reading, wordsOf } from './words';

const icons: Record<NotificationKind, typeof IconBell> = {
  invitation: IconCalendarPlus,
  change: IconPencil,
  cancellation: IconCalendarX,
  answer: IconArrowBackUp,
  reminder: IconBell,
  room_started: IconVideo,
  digest: IconBell,
  interview_scheduled: IconCalendarPlus,
  interview_changed: IconPencil,
  interview_cancelled: IconCalendarX,
};

export function NotificationItem({ item, reading, onOpen }: { item: Notification; reading: Reading; onOpen: () => void }) {
  const { t } = useTranslation();
  const { text, detail } = wordsOf(item, t, reading);
  const Icon = icons[item.kind];
  const path = eventPath(item.content, reading.zone);
  const join = joinUrl(item, reading.now);
  const content = (
    <>
      <Icon size={18} aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <span className={classes.text}>
          {!item.isRead && <VisuallyHidden>{t('notifications.new')}</VisuallyHidden>} {text}
        </span>{' '}
        {detail && (
          <Text component="span" size="sm" className={classes.detail}>
            {detail}
          </Text>
        )}{' '}
        <Text component="time" size="xs" c="dimmed" dateTime={item.raisedAt}>
          {relativeTime(reading.language, item.raisedAt, Math.max(reading.now, Date.parse(item.raisedAt)))}
        </Text>
      </span>
    </>
  );
  const shared = { className: classes.link, 'data-item': true, onClick: onOpen, onKeyDown: walk };
  return (
    <li className={classes.item} data-unread={!item.isRead || undefined} data-testid="notification">
      {path ? (
        <Link {...shared} to={path}>
          {content}
        </Link>
      ) : (
        <button type="button" {...shared}>
          {content}
        </button>
      )}
      {join && (
        <span className={classes.join}>
          <JoinLink url={join} title={item.content.title || t('calendar.noTitle')} />
        </span>
      )}
    </li>
  );
}

/** Arrows go from one to the next over all events, Home and End to the ends. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const list = event.currentTarget.closest('[data-testid=notification-list]');
  const links = [...(list?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
  const at = links.indexOf(event.currentTarget);
  const to = { ArrowDown: Math.min(at + 1, links.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  links[to]?.focus();
}
