import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { IconInfoCircle, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { loadPreferences } from '../../api/preferences';
import { loadSession, useSession } from '../../api/session';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { PasswordPanel } from './PasswordPanel';
import { PreferencesForm } from './PreferencesForm';
import { ProfilePanel } from './ProfilePanel';

export default function SettingsPage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(t('settings.title'));

  if (session.status === 'loading') return <Waiting />;
  if (session.status === 'failed')
    return (
      <Panel>
        <LoadFailed problem={session.problem} onRetry={() => void loadSession()} order={1} />
      </Panel>
    );
  if (session.status === 'anonymous')
    return (
      <Panel maw={600} mx="auto">
        <Message
          icon={<IconUserCircle size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
          title={t('settings.title')}
          text={t('settings.anonymous')}
        >
          <Button component={Link} to="/sign-in?return=/settings">
            {t('shell.signIn')}
          </Button>
          <Button component={Link} to="/register?return=/settings" variant="default">
            {t('shell.register')}
          </Button>
        </Message>
      </Panel>
    );

  const guest = session.me.kind === 'guest';
  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={t('settings.title')} />
      {guest && (
        <Alert role="note" variant="light" icon={<IconInfoCircle aria-hidden />} mt="-md">
          {t('settings.guest')}
        </Alert>
      )}
      <ProfilePanel key={session.me.id} me={session.me} />
      <Preferences key={`${session.me.id} preferences`} />
      {!guest && <PasswordPanel me={session.me} />}
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
