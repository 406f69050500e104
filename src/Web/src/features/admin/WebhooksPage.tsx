import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeWebhook, listWebhooks, removeWebhook, rotateSecret, subscribeWebhook, type Webhook } from '../../api/webhooks';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import rows from '../../ui/Rows.module.css';
import { useLoad } from '../../ui/useLoad';
import { Confirm } from './Confirm';
import { ForAdministrator } from './ForAdministrator';
import { ShownOnce } from './ShownOnce';
import { WebhookFields } from './WebhookFields';
import { emptyWebhook, formOf } from './webhookForm';
import { type WebhookAct, WebhookRow } from './WebhookRow';

export default function WebhooksPage() {
  const { t } = useTranslation();
  return (
    <ForAdministrator icon={IconWebhook} title={t('admin.webhooks.title')}>
      {(me) => <Webhooks key={me.id} />}
    </ForAdministrator>
  );
}

/** The programs that are told of interviews, whoever subscribed them. */
function Webhooks() {
  const { t } = useTranslation();
  const { value, problem, reload, set } = useLoad(listWebhooks);
  const [secret, setSecret] = useState<string>();
  const [doing, setDoing] = useState<{ act: WebhookAct; webhook: Webhook }>();
  const done = (webhooks: Webhook[]) => {
    set(webhooks);
    setDoing(undefined);
  };
  const replace = (changed: Webhook) => done(value!.map((each) => (each.id === changed.id ? changed : each)));
  const close = () => setDoing(undefined);

  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={t('admin.webhooks.title')} text={t('admin.webhooks.text')} />
      {!value && (
        <Panel>
          {problem ? <LoadFailed problem={problem} onRetry={reload} /> : <Skeleton h={120} role="status" aria-label={t('common.loading')} />}
        </Panel>
      )}
      {value && (
        <>
          <Panel title={t('admin.webhooks.new')}>
            <WebhookFields
              first={emptyWebhook}
              go={t('admin.webhooks.create')}
              send={async (target) => {
                const made = await subscribeWebhook(target);
                set([made.webhook, ...value]);
                setSecret(made.secret);
                return emptyWebhook;
              }}
            />
          </Panel>
          <Panel title={t('admin.webhooks.list')}>
            {value.length === 0 ? (
              <Text size="sm">{t('admin.webhooks.none')}</Text>
            ) : (
              <ul className={rows.list}>
                {value.map((webhook) => (
                  <WebhookRow key={webhook.id} webhook={webhook} onAct={(act) => setDoing({ act, webhook })} />
                ))}
              </ul>
            )}
          </Panel>
        </>
      )}
      {secret && (
        <ShownOnce
          title={t('admin.webhooks.secretTitle')}
          warning={t('admin.webhooks.secretWarning')}
          label={t('admin.webhooks.secret')}
          description={t('admin.webhooks.secretText')}
          value={secret}
          kept={t('admin.webhooks.kept')}
          onClose={() => setSecret(undefined)}
        />
      )}
      {doing?.act === 'change' && (
        <Modal opened onClose={close} title={t('admin.webhooks.changeTitle')} data-testid="change-webhook">
          <WebhookFields
            first={formOf(doing.webhook)}
            go={t('common.save')}
            onCancel={close}
            send={async (target) => replace(await changeWebhook(doing.webhook.id, target))}
          />
        </Modal>
      )}
      {doing?.act === 'rotate' && (
        <Confirm
          title={t('admin.webhooks.rotateTitle')}
          text={t('admin.webhooks.rotateText', { url: doing.webhook.url })}
          go={t('admin.webhooks.acts.rotate')}
          act={async () => {
            const rotated = await rotateSecret(doing.webhook.id);
            replace(rotated.webhook);
            setSecret(rotated.secret);
          }}
          onClose={close}
        />
      )}
      {doing?.act === 'remove' && (
        <Confirm
          title={t('admin.webhooks.removeTitle')}
          text={t('admin.webhooks.removeText', { url: doing.webhook.url })}
          go={t('admin.webhooks.acts.remove')}
          danger
          act={async () => {
            await removeWebhook(doing.webhook.id);
            done(value!.filter(({ id }) => id !== doing.webhook.id));
          }}
          onClose={close}
        />
      )}
    </Stack>
  );
}
