import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { api, ask, type Me } from '../../api/client';
import { Panel } from '../../ui/Panel';
import { Password } from '../../ui/Password';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { type FieldErrors, useForm } from '../../ui/useForm';

const length = { min: 10, max: 128 };
const empty = { currentPassword: '', newPassword: '' };

export function PasswordPanel({ me }: { me: Me }) {
  const { t } = useTranslation();
  const form = useForm(
    empty,
    (values, say) => {
      const errors: FieldErrors = {};
      if (values.currentPassword === '') errors.currentPassword = say('fieldProblems.required');
      if (values.newPassword.length < length.min) errors.newPassword = say('fields.tooShort', { count: length.min });
      return errors;
    },
    async (values) => {
      await ask(api.PUT('/api/v1/me/password', { body: values }));
      notifications.show({ message: t('settings.passwordChanged') });
      return empty;
    },
  );
  const field = (name: keyof typeof empty, autoComplete: string, description?: string) => (
    <Password
      label={t(`settings.${name}`)}
      description={description}
      autoComplete={autoComplete}
      value={form.values[name]}
      onChange={(event) => form.set(name, event.currentTarget.value)}
      error={form.errors[name]}
      maxLength={length.max}
    />
  );
  return (
    <Panel title={t('settings.password')}>
      <form {...form.props}>
        {/* Tells a password manager whose password is being changed */}
        <input type="hidden" autoComplete="username" value={me.email ?? ''} readOnly />
        <Stack gap="md">
          {field('currentPassword', 'current-password')}
          {field('newPassword', 'new-password', t('accounts.passwordText', { count: length.min }))}
          <ProblemAlert problem={form.problem} />
          <Group justify="end">
            <Button type="submit" loading={form.busy}>
              {t('settings.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
