import { Stack } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { usePageTitle } from '../../ui/usePageTitle';
import { InboxActions } from './InboxPanel';
import { inbox } from './liveInbox';
import { NotificationList } from './NotificationList';

export default function NotificationsPage() {
  const { t } = useTranslation();
  usePageTitle(t('notifications.title'));
  return (
    <ForAccount icon={IconBell} title={t('notifications.title')} text={t('notifications.needAccount')}>
      {(me) => <Own key={me.id} />}
    </ForAccount>
  );
}

function Own() {
  const { t } = useTranslation();
  useEffect(() => {
    void inbox.load();
  }, []);
  return (
    <Stack gap={0} maw={760} mx="auto">
      <PageHead title={t('notifications.title')}>
        <InboxActions inbox={inbox} />
      </PageHead>
      <Panel p={{ base: 'xs', xs: 'lg' }}>
        <NotificationList inbox={inbox} order={2} />
      </Panel>
    </Stack>
  );
}
