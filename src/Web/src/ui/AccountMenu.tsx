import { Avatar, Button, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChartBar, IconHistory, IconKey, IconLogin, IconLogout, IconSettings, IconUserPlus, IconWebhook } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { problemOf } from '../api/problem';
import { leaveDevice } from '../api/pushDevice';
import { signOut, useSession } from '../api/session';
import { problemText } from './problemText';

export function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const { pathname, search } = useLocation();
  const here = `?return=${encodeURIComponent(pathname + search)}`;

  if (session.status === 'loading') return null;
  if (session.status !== 'known')
    return (
      <Button component={Link} to={`/sign-in${here}`} variant="default">
        {t('shell.signIn')}
      </Button>
    );

  const { me } = session;
  const guest = me.kind === 'guest';
  const leave = async () => {
    try {
      await leaveDevice();
      await signOut();
      await navigate('/');
    } catch (error) {
      notifications.show({ color: 'red', message: problemText(t, problemOf(error)) });
    }
  };
  return (
    <Menu position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <Avatar name={me.displayName} color="pine" radius="xl" size={40} alt="" aria-hidden />
          <VisuallyHidden>{t('shell.account', { name: me.displayName })}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)" truncate>
            {me.displayName}
          </Text>
          <Text size="xs" truncate>
            {guest ? t('shell.guest') : me.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={18} aria-hidden />}>
          {t('shell.settings')}
        </Menu.Item>
        {!guest && (
          <>
            <Menu.Item component={Link} to="/audit" leftSection={<IconHistory size={18} aria-hidden />}>
              {t('shell.audit')}
            </Menu.Item>
            <Menu.Item component={Link} to="/statistics" leftSection={<IconChartBar size={18} aria-hidden />}>
              {t('shell.statistics')}
            </Menu.Item>
          </>
        )}
        {me.isAdministrator && (
          <>
            <Menu.Item component={Link} to="/admin/keys" leftSection={<IconKey size={18} aria-hidden />}>
              {t('shell.apiKeys')}
            </Menu.Item>
            <Menu.Item component={Link} to="/admin/webhooks" leftSection={<IconWebhook size={18} aria-hidden />}>
              {t('shell.webhooks')}
            </Menu.Item>
          </>
        )}
        {guest ? (
          <>
            <Menu.Item component={Link} to={`/sign-in${here}`} leftSection={<IconLogin size={18} aria-hidden />}>
              {t('shell.signIn')}
            </Menu.Item>
            <Menu.Item component={Link} to={`/register${here}`} leftSection={<IconUserPlus size={18} aria-hidden />}>
              {t('shell.register')}
            </Menu.Item>
          </>
        ) : (
          <Menu.Item onClick={() => void leave()} leftSection={<IconLogout size={18} aria-hidden />}>
            {t('shell.signOut')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
