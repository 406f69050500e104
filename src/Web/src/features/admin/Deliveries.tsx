import { Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDeliveries, redeliver, type WebhookDelivery } from '../../api/webhooks';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { ProblemAlert } from '../../ui/ProblemAlert';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import classes from './Deliveries.module.css';
import { kindText, lastText } from './webhookForm';

const refreshMs = 5_000;

/** What a webhook was told of late, and what came of it; looks again by itself. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const load = useCallback(() => listDeliveries(webhookId), [webhookId]);
  const { value, problem, reload } = useLoad(load);
  const [refusal, setRefusal] = useState<Problem>();
  const [busy, setBusy] = useState<string>();

  useEffect(() => {
    const timer = window.setInterval(() => document.visibilityState === 'visible' && reload(), refreshMs);
    return () => window.clearInterval(timer);
  }, [reload]);

  async function again(id: string) {
    setBusy(id);
    setRefusal(undefined);
    try {
      await redeliver(webhookId, id);
      reload();
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <div className={classes.deliveries}>
      {!value && (problem ? <LoadFailed problem={problem} onRetry={reload} order={3} /> : <Skeleton h={60} role="status" aria-label={t('common.loading')} />)}
      {value && problem && <ProblemAlert problem={problem} />}
      <ProblemAlert problem={refusal} />
      {value?.length === 0 && <Text size="sm">{t('admin.webhooks.noDeliveries')}</Text>}
      {value && value.length > 0 && (
        <ol className={rows.list} aria-label={t('admin.webhooks.deliveries')}>
          {value.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} busy={busy === delivery.id} onAgain={() => void again(delivery.id)} />
          ))}
        </ol>
      )}
    </div>
  );
}

const signs = {
  waiting: { icon: IconClock, color: 'yellow' },
  delivered: { icon: IconCheck, color: 'pine' },
  given_up: { icon: IconX, color: 'red' },
} as const;

function Delivery({ delivery, busy, onAgain }: { delivery: WebhookDelivery; busy: boolean; onAgain: () => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { kind, interviewId, state, attempts, firstAt, nextAt, deliveredAt } = delivery;
  const { icon: Icon, color } = signs[state];
  return (
    <li className={classes.delivery} data-testid="delivery" data-state={state}>
      <div className={rows.words}>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {kindText(t, kind)}
          </Text>
          <Badge variant="light" color={color} c="var(--mantine-color-text)" tt="none" fw={500} leftSection={<Icon size={14} aria-hidden />}>
            {t(`admin.webhooks.states.${state}`)}
          </Badge>
        </Group>
        <Text size="sm">
          {t('admin.webhooks.attempts', { count: attempts })}, {lastText(t, delivery)}
        </Text>
        <Text size="xs" c="dimmed">
          {t('admin.webhooks.firstAt', { when: dates.moment(firstAt) })}
          {deliveredAt && `, ${t('admin.webhooks.deliveredAt', { when: dates.moment(deliveredAt) })}`}
          {nextAt && `, ${t('admin.webhooks.nextAt', { when: dates.moment(nextAt) })}`}
        </Text>
        <Text size="xs" c="dimmed" className={rows.name}>
          {t('admin.webhooks.interview', { id: interviewId })}
        </Text>
      </div>
      <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={16} aria-hidden />} loading={busy} onClick={onAgain} data-testid="redeliver">
        {t('admin.webhooks.again')}
      </Button>
    </li>
  );
}
