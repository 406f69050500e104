import { Anchor, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { signIn } from '../../api/session';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { Password } from '../../ui/Password';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { usePageTitle } from '../../ui/usePageTitle';
import { emailError, limits, returnPath } from './accountForms';

export default function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  usePageTitle(t('accounts.signIn'));

  const form = useForm(
    { email: '', password: '', remember: true },
    (values, say) => ({
      ...emailError(values, say),
      ...(values.password === '' && { password: say('fieldProblems.required') }),
    }),
    async ({ email, password, remember }) => {
      await signIn(email.trim(), password, remember);
      await navigate(returnPath(query.get('return')), { replace: true });
    },
  );
  return (
    <Stack gap={0} maw={440} mx="auto">
      <PageHead title={t('accounts.signIn')} />
      <Panel>
        <form {...form.props}>
          <Stack gap="md">
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
              autoComplete="current-password"
              value={form.values.password}
              onChange={(event) => form.set('password', event.currentTarget.value)}
              error={form.errors.password}
              maxLength={limits.password.max}
              withAsterisk={false}
              required
            />
            <Checkbox
              label={t('accounts.remember')}
              checked={form.values.remember}
              onChange={(event) => form.set('remember', event.currentTarget.checked)}
            />
            <ProblemAlert problem={form.problem} />
            <Button type="submit" loading={form.busy} mt="xs">
              {t('accounts.signInGo')}
            </Button>
          </Stack>
        </form>
      </Panel>
      <Text ta="center" mt="lg" size="sm">
        {t('accounts.noAccount')}{' '}
        <Anchor component={Link} to={{ pathname: '/register', search: query.toString() }} inherit fw={600}>
          {t('accounts.register')}
        </Anchor>
      </Text>
      <Text ta="center" mt="xs" size="sm" c="dimmed">
        {t('accounts.guestsWelcome')}
      </Text>
    </Stack>
  );
}
