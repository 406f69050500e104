import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { createApiKey, type MadeApiKey } from '../../api/apiKeys';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { checkKey, emptyKey, limits, scopeText } from './keyForm';

export function NewKeyForm({ scopes, onMade }: { scopes: string[]; onMade: (made: MadeApiKey) => void }) {
  const { t } = useTranslation();
  const form = useForm(emptyKey, checkKey, async (values) => {
    onMade(await createApiKey(values.name.trim(), values.scopes, Number(values.requestsPerMinute)));
    return emptyKey;
  });
  return (
    <form {...form.props}>
      <Stack gap="md">
        <TextInput
          label={t('admin.keys.name')}
          description={t('admin.keys.nameText')}
          value={form.values.name}
          onChange={(event) => form.set('name', event.currentTarget.value)}
          error={form.errors.name}
          maxLength={limits.name}
          autoComplete="off"
        />
        <Checkbox.Group label={t('admin.keys.scopes')} value={form.values.scopes} onChange={(chosen) => form.set('scopes', chosen)} error={form.errors.scopes}>
          <Stack gap="xs" my="xs">
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeText(t, scope)} description={scope} aria-invalid={Boolean(form.errors.scopes)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label={t('admin.keys.requests')}
          value={form.values.requestsPerMinute}
          onChange={(value) => form.set('requestsPerMinute', value)}
          error={form.errors.requestsPerMinute}
          min={1}
          max={limits.requestsPerMinute}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          thousandSeparator=" "
          maw={240}
        />
        <ProblemAlert problem={form.problem} />
        <Group justify="end">
          <Button type="submit" loading={form.busy}>
            {t('admin.keys.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
