import { ActionIcon, Center, Loader, Modal, Popover, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session';
import { useSelected } from '../../ui/useReadable';
import classes from './Bell.module.css';
import { inbox } from './liveInbox';

const InboxPanel = lazy(() => import('./InboxPanel'));

/** How much is new, and the way to it; for people with an account. */
export function Bell() {
  const me = useMe();
  return me?.kind === 'account' ? <AccountBell key={me.id} /> : null;
}

export const countText = (unread: number) => (unread > 99 ? '99+' : String(unread));

function AccountBell() {
  const { t } = useTranslation();
  const unread = useSelected(inbox, ({ unread: count }) => count) ?? 0;
  const isPhone = useMediaQuery('(max-width: 40em)', matchMedia('(max-width: 40em)').matches);
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);

  const bell = (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="inherit"
      size={40}
      radius="md"
      className={classes.bell}
      aria-label={unread > 0 ? t('notifications.bell', { count: unread }) : t('notifications.bellNone')}
      aria-haspopup="dialog"
      aria-expanded={opened}
      onClick={() => setOpened((before) => !before)}
      data-testid="bell"
    >
      <IconBell size={22} aria-hidden />
      {unread > 0 && (
        <span className={classes.count} aria-hidden data-testid="bell-count">
          {countText(unread)}
        </span>
      )}
    </ActionIcon>
  );
  const waiting = (
    <Center py="xl" role="status" aria-label={t('common.loading')}>
      <Loader size="sm" />
    </Center>
  );
  if (isPhone)
    return (
      <>
        {bell}
        <Modal opened={opened} onClose={close} fullScreen radius={0} title={t('notifications.title')} transitionProps={{ transition: 'slide-up' }} data-testid="inbox">
          <Suspense fallback={waiting}>
            <InboxPanel inbox={inbox} scrolls={false} onClose={close} />
          </Suspense>
        </Modal>
      </>
    );
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={440} shadow="lg" radius="lg" trapFocus returnFocus withinPortal>
      <Popover.Target>{bell}</Popover.Target>
      <Popover.Dropdown aria-label={t('notifications.title')} aria-labelledby={undefined} p="md" data-testid="inbox">
        <Suspense fallback={waiting}>
          <InboxPanel
            inbox={inbox}
            scrolls
            onClose={close}
            head={
              <Title order={2} size="h3">
                {t('notifications.title')}
              </Title>
            }
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
