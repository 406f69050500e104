import { Button, Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../api/webhooks';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { Deliveries } from './Deliveries';
import { kindText } from './webhookForm';

export type WebhookAct = 'change' | 'rotate' | 'remove';

const acts: readonly WebhookAct[] = ['change', 'rotate', 'remove'];

export function WebhookRow({ webhook, onAct }: { webhook: Webhook; onAct: (act: WebhookAct) => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const [open, setOpen] = useState(false);
  const { id, url, kinds, createdBy, createdAt, previousSecretUntil } = webhook;
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={rows.row} data-testid="webhook">
      <div className={rows.words}>
        <Text fw={600} className={rows.name}>
          {url}
        </Text>
        <Text size="sm">{kinds.map((kind) => kindText(t, kind)).join('; ')}</Text>
        <Text size="xs" c="dimmed">
          {t('admin.webhooks.createdBy', { who: createdBy, when: dates.day(createdAt) })}
        </Text>
        {previousSecretUntil && <Text size="sm">{t('admin.webhooks.twoSecrets', { when: dates.moment(previousSecretUntil) })}</Text>}
      </div>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Arrow size={16} aria-hidden />}
          aria-expanded={open}
          aria-label={t('admin.webhooks.deliveriesOf', { url })}
          onClick={() => setOpen(!open)}
          data-testid="show-deliveries"
        >
          {t('admin.webhooks.deliveries')}
        </Button>
        {acts.map((act) => (
          <Button key={act} variant="default" size="compact-sm" aria-label={t(`admin.webhooks.acts.${act}Named`, { url })} onClick={() => onAct(act)} data-testid={`webhook-${act}`}>
            {t(`admin.webhooks.acts.${act}`)}
          </Button>
        ))}
      </Group>
      {open && <Deliveries webhookId={id} />}
    </li>
  );
}
