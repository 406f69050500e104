import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { browserZone } from '../../api/preferences';
import { register } from '../../api/session';
import { currentLanguage } from '../../ui/language';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { Password } from '../../ui/Password';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { usePageTitle } from '../../ui/usePageTitle';
import { emailError, limits, nameError, newPasswordError, returnPath } from './accountForms';

export default function RegisterPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  usePageTitle(t('accounts.register'));

  const form = useForm(
    { displayName: '', email: '', password: '' },
    (values, say) => {
      const password = newPasswordError(values.password, say);
      return { ...nameError(values, say), ...emailError(values, say), ...(password && { password }) };
    },
    async ({ displayName, email, password }) => {
      await register({
        displayName: displayName.trim(),
        email: email.trim(),
        password,
        language: currentLanguage(),
        timeZone: browserZone(),
      });
      await navigate(returnPath(query.get('return')), { replace: true });
    },
  );
  return (
    <Stack gap={0} maw={440} mx="auto">
      <PageHead title={t('accounts.register')} text={t('accounts.registerText')} />
      <Panel>
        <form {...form.props}>
          <Stack gap="md">
            <TextInput
              label={t('accounts.displayName')}
              description={t('accounts.displayNameText')}
              autoComplete="name"
              value={form.values.displayName}
              onChange={(event) => form.set('displayName', event.currentTarget.value)}
              error={form.errors.displayName}
              maxLength={limits.displayName}
              withAsterisk={false}
              required
            />
            <TextInput
              label={t('accounts.email')}
              type="email"
              autoComplete="username"
              value={form.values.email}
              onChange={(event) => form.set('email', event.currentTarget.value)}
              error={form.errors.email}
              maxLength={limits.email}
              withAsterisk={false}
              required
            />
            <Password
              label={t('accounts.password')}
              description={t('accounts.passwordText', { count: limits.password.min })}
              autoComplete="new-password"
              value={form.values.password}
              onChange={(event) => form.set('password', event.currentTarget.value)}
              error={form.errors.password}
              maxLength={limits.password.max}
              withAsterisk={false}
              required
            />
            <ProblemAlert problem={form.problem} />
            <Button type="submit" loading={form.busy} mt="xs">
              {t('accounts.registerGo')}
            </Button>
          </Stack>
        </form>
      </Panel>
      <Text ta="center" mt="lg" size="sm">
        {t('accounts.haveAccount')}{' '}
        <Anchor component={Link} to={{ pathname: '/sign-in', search: query.toString() }} inherit fw={600}>
          {t('accounts.signInGo')}
        </Anchor>
      </Text>
    </Stack>
  );
}
