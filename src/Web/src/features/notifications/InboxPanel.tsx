import { ActionIcon, Anchor, Button, Group, ScrollArea, Stack, Tooltip } from '@mantine/core';
import { IconChecks, IconSettings } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReadable } from '../../ui/useReadable';
import type { Inbox } from './inbox';
import { NotificationList } from './NotificationList';

/** What the bell opens. */
export default function InboxPanel({ inbox, head, scrolls, onClose }: { inbox: Inbox; head?: ReactNode; scrolls: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  useEffect(() => {
    void inbox.load();
  }, [inbox]);
  const list = <NotificationList inbox={inbox} order={3} onOpen={onClose} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        {head}
        <InboxActions inbox={inbox} onLeave={onClose} />
      </Group>
      {scrolls ? (
        <ScrollArea.Autosize mah="min(60dvh, 560px)" type="auto" offsetScrollbars="present">
          {list}
        </ScrollArea.Autosize>
      ) : (
        list
      )}
      <Anchor component={Link} to="/notifications" onClick={onClose} ta="center" fw={600} size="sm" py={6}>
        {t('notifications.all')}
      </Anchor>
    </Stack>
  );
}

export function InboxActions({ inbox, onLeave }: { inbox: Inbox; onLeave?: () => void }) {
  const { t } = useTranslation();
  const { items, unread, busy } = useReadable(inbox);
  const some = unread === undefined ? items?.some(({ isRead }) => !isRead) : unread > 0;
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconChecks size={18} aria-hidden />}
        disabled={!some}
        loading={busy === 'all'}
        onClick={() => void inbox.readAll()}
        data-testid="read-all"
      >
        {t('notifications.readAll')}
      </Button>
      <Tooltip label={t('notifications.settings.title')}>
        <ActionIcon component={Link} to="/settings/notifications" onClick={onLeave} variant="subtle" color="gray" size={36} aria-label={t('notifications.settings.title')}>
          <IconSettings size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
