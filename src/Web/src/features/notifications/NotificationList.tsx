import { Alert, Button, Skeleton, Stack, Title } from '@mantine/core';
import { IconBellOff, IconWifiOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeZone } from '../../api/preferences';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { problemText } from '../../ui/problemText';
import { useNow } from '../../ui/useNow';
import { useReadable } from '../../ui/useReadable';
import { groupsOf } from './groups';
import type { Inbox } from './inbox';
import { NotificationItem } from './NotificationItem';
import classes from './NotificationList.module.css';

const tickMs = 30_000;

/** What a person was told, by event. */
export function NotificationList({ inbox, order, onOpen }: { inbox: Inbox; order: 2 | 3; onOpen?: () => void }) {
  const { t, i18n } = useTranslation();
  const { items, next, busy, problem } = useReadable(inbox);
  const zone = useTimeZone();
  const now = useNow(tickMs);
  const reading = { language: i18n.resolvedLanguage ?? 'en', zone, now };
  const groups = useMemo(() => items && groupsOf(items), [items]);

  if (!groups)
    return problem && busy !== 'list' ? (
      <LoadFailed problem={problem} onRetry={() => void inbox.load()} order={order} />
    ) : (
      <Stack gap="sm" role="status" aria-label={t('common.loading')}>
        <Skeleton h={22} w="60%" />
        <Skeleton h={52} />
        <Skeleton h={52} />
      </Stack>
    );
  return (
    <Stack gap="sm">
      {problem && (
        <Alert color="yellow" variant="light" role="status" icon={<IconWifiOff aria-hidden />} p="xs">
          <Stack gap="xs" align="start">
            {t('notifications.stale', { why: problemText(t, problem) })}
            <Button size="compact-sm" variant="default" loading={busy !== 'no'} onClick={() => void inbox.load()}>
              {t('common.retry')}
            </Button>
          </Stack>
        </Alert>
      )}
      {groups.length === 0 && (
        <Message
          order={order}
          icon={<IconBellOff size={36} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />}
          title={t('notifications.empty')}
          text={t('notifications.emptyText')}
        />
      )}
      <ul className={classes.groups} aria-label={t('notifications.byEvent')} aria-busy={busy !== 'no'} hidden={groups.length === 0} data-testid="notification-list">
        {groups.map((group) => (
          <li key={group.key}>
            <Title order={order} className={classes.title}>
              {group.title || t('calendar.noTitle')}
            </Title>
            <ul className={classes.items}>
              {group.items.map((item) => (
                <NotificationItem
                  key={item.id}
                  item={item}
                  reading={reading}
                  onOpen={() => {
                    void inbox.read(item.id);
                    onOpen?.();
                  }}
                />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {next && (
        <Button variant="default" loading={busy === 'more'} onClick={() => void inbox.more()} style={{ alignSelf: 'center' }}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}
