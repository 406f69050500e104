import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/client';
import { changeProfile } from '../../api/session';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';

const longestName = 80;

export function ProfilePanel({ me }: { me: Me }) {
  const { t } = useTranslation();
  const form = useForm(
    { displayName: me.displayName },
    ({ displayName }, say) => (displayName.trim() ? ({} as Record<string, string>) : { displayName: say('fieldProblems.required') }),
    async ({ displayName }) => {
      await changeProfile(displayName.trim());
      notifications.show({ message: t('common.saved') });
    },
  );
  return (
    <Panel title={t('settings.profile')}>
      <form {...form.props}>
        <Stack gap="md">
          <TextInput
            label={t('accounts.displayName')}
            description={t('accounts.displayNameText')}
            autoComplete="name"
            value={form.values.displayName}
            onChange={(event) => form.set('displayName', event.currentTarget.value)}
            error={form.errors.displayName}
            maxLength={longestName}
          />
          {me.email && <TextInput label={t('accounts.email')} value={me.email} readOnly variant="filled" />}
          <ProblemAlert problem={form.problem} />
          <Group justify="end">
            <Button type="submit" loading={form.busy}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
