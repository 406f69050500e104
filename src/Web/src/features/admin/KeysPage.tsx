import { Skeleton, Stack, Text } from '@mantine/core';
import { IconKey, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiKey, listApiKeys, type MadeApiKey } from '../../api/apiKeys';
import { ForAccount } from '../../ui/ForAccount';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { KeyList } from './KeyList';
import { MadeKey } from './MadeKey';
import { NewKeyForm } from './NewKeyForm';
import { RevokeKey } from './RevokeKey';

export default function KeysPage() {
  const { t } = useTranslation();
  usePageTitle(t('admin.keys.title'));
  return (
    <ForAccount icon={IconKey} title={t('admin.keys.title')} text={t('admin.anonymous')}>
      {(me) =>
        me.isAdministrator ? (
          <Keys key={me.id} />
        ) : (
          <Panel maw={600} mx="auto">
            <Message
              icon={<IconLock size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
              title={t('admin.onlyAdministrators')}
              text={t('admin.onlyAdministratorsText')}
            />
          </Panel>
        )
      }
    </ForAccount>
  );
}

/** What programs of others may use, for administrators. */
function Keys() {
  const { t } = useTranslation();
  const { value, problem, reload, set } = useLoad(listApiKeys);
  const [made, setMade] = useState<MadeApiKey>();
  const [revoking, setRevoking] = useState<ApiKey>();

  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={t('admin.keys.title')} text={t('admin.keys.text')} />
      {!value && (
        <Panel>
          {problem ? <LoadFailed problem={problem} onRetry={reload} /> : <Skeleton h={120} role="status" aria-label={t('common.loading')} />}
        </Panel>
      )}
      {value && (
        <>
          <Panel title={t('admin.keys.new')}>
            <NewKeyForm
              scopes={value.scopes}
              onMade={(key) => {
                set({ ...value, items: [key.info, ...value.items] });
                setMade(key);
              }}
            />
          </Panel>
          <Panel title={t('admin.keys.list')}>
            {value.items.length === 0 ? <Text size="sm">{t('admin.keys.none')}</Text> : <KeyList keys={value.items} onRevoke={setRevoking} />}
          </Panel>
        </>
      )}
      {made && <MadeKey made={made} onClose={() => setMade(undefined)} />}
      {revoking && (
        <RevokeKey
          apiKey={revoking}
          onClose={() => setRevoking(undefined)}
          onRevoked={() => {
            setRevoking(undefined);
            // When it was revoked, the server knows
            reload();
          }}
        />
      )}
    </Stack>
  );
}
