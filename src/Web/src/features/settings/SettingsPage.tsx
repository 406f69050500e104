import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { IconInfoCircle, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../../api/client';
import { loadPreferences } from '../../api/preferences';
import { ForAccount } from '../../ui/ForAccount';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { PasswordPanel } from './PasswordPanel';
import { PreferencesForm } from './PreferencesForm';
import { ProfilePanel } from './ProfilePanel';

export default function SettingsPage() {
  const { t } = useTranslation();
  usePageTitle(t('settings.title'));
  return (
    <ForAccount icon={IconUserCircle} title={t('settings.title')} text={t('settings.anonymous')} guestsToo waiting={<Waiting />}>
      {(me) => <Settings me={me} />}
    </ForAccount>
  );
}

function Settings({ me }: { me: Me }) {
  const { t } = useTranslation();
  const guest = me.kind === 'guest';
  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={t('settings.title')} />
      {guest && (
        <Alert role="note" variant="light" icon={<IconInfoCircle aria-hidden />} mt="-md">
          {t('settings.guest')}
        </Alert>
      )}
      <ProfilePanel key={me.id} me={me} />
      <Preferences key={`${me.id} preferences`} />
      {!guest && (
        <Panel title={t('notifications.title')} text={t('notifications.settings.text')}>
          <Button component={Link} to="/settings/notifications" variant="default" style={{ alignSelf: 'flex-start' }}>
            {t('notifications.settings.open')}
          </Button>
        </Panel>
      )}
      {!guest && <PasswordPanel me={me} />}
    </Stack>
  );
}

function Preferences() {
  const { value, problem, reload } = useLoad(loadPreferences);
  if (value) return <PreferencesForm first={value} />;
  if (problem)
    return (
      <Panel>
        <LoadFailed problem={problem} onRetry={reload} />
      </Panel>
    );
  return <Waiting />;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" maw={760} mx="auto" w="100%" role="status" aria-label={t('common.loading')}>
      <Skeleton h={150} radius="lg" />
      <Skeleton h={320} radius="lg" />
    </Stack>
  );
}
