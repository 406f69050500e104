import { Alert, Anchor, Skeleton, Stack } from '@mantine/core';
import { IconBell, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readNotificationSettings } from '../../api/notifications';
import { usePreferences } from '../../api/preferences';
import { ForAccount } from '../../ui/ForAccount';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { NotificationsForm } from './NotificationsForm';
import { PushPanel } from './PushPanel';

/** Of what a person is told, how and when. */
export default function NotificationSettingsPage() {
  const { t } = useTranslation();
  usePageTitle(t('notifications.settings.title'));
  return (
    <ForAccount icon={IconBell} title={t('notifications.settings.title')} text={t('notifications.settings.anonymous')} waiting={<Waiting />}>
      {(me) => (
        <Stack gap="lg" maw={760} mx="auto" key={me.id}>
          <PageHead title={t('notifications.settings.title')} text={t('notifications.settings.text')} back={{ to: '/settings', label: t('notifications.settings.back') }} />
          <Settings />
        </Stack>
      )}
    </ForAccount>
  );
}

function Settings() {
  const { t } = useTranslation();
  const { value, problem, reload } = useLoad(readNotificationSettings);
  const allOff = usePreferences()?.notificationsEnabled === false;
  if (!value)
    return problem ? (
      <Panel>
        <LoadFailed problem={problem} onRetry={reload} />
      </Panel>
    ) : (
      <Waiting />
    );
  return (
    <>
      {allOff && (
        <Alert role="note" variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />} mt="-md">
          {t('notifications.settings.allOff')}{' '}
          <Anchor component={Link} to="/settings" inherit fw={600}>
            {t('notifications.settings.allOffGo')}
          </Anchor>
        </Alert>
      )}
      <NotificationsForm first={value} />
      <PushPanel devices={value.devices} onChanged={reload} />
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" maw={760} mx="auto" w="100%" role="status" aria-label={t('common.loading')}>
      <Skeleton h={320} radius="lg" />
      <Skeleton h={200} radius="lg" />
    </Stack>
  );
}
