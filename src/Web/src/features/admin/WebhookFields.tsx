import { Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WebhookTarget } from '../../api/webhooks';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { checkWebhook, kinds, kindText, longestUrl, targetOf, type WebhookForm } from './webhookForm';

/** Where a webhook is and what it is told. */
export function WebhookFields({
  first,
  go,
  send,
  onCancel,
}: {
  first: WebhookForm;
  /** The word on the button. */
  go: string;
  /** What it returns the form holds from then on. */
  send: (target: WebhookTarget) => Promise<WebhookForm | void>;
  onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(first, checkWebhook, (values) => send(targetOf(values)));
  return (
    <form {...form.props}>
      <Stack gap="md">
        <TextInput
          type="url"
          label={t('admin.webhooks.url')}
          description={t('admin.webhooks.urlText')}
          value={form.values.url}
          onChange={(event) => form.set('url', event.currentTarget.value)}
          error={form.errors.url}
          maxLength={longestUrl}
          autoComplete="off"
          data-testid="webhook-url"
        />
        <MultiSelect
          label={t('admin.webhooks.kinds')}
          description={t('admin.webhooks.kindsText')}
          data={kinds.map((kind) => ({ value: kind, label: kindText(t, kind) }))}
          value={form.values.kinds}
          onChange={(chosen) => form.set('kinds', chosen)}
          error={form.errors.kinds}
          placeholder={form.values.kinds.length === 0 ? kindText(t, '*') : undefined}
        />
        <ProblemAlert problem={form.problem} />
        <Group justify="end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
          <Button type="submit" loading={form.busy} data-testid="webhook-go">
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
