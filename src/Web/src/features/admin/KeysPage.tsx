import { Skeleton, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiKey, listApiKeys, type MadeApiKey, revokeApiKey } from '../../api/apiKeys';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { Confirm } from './Confirm';
import { ForAdministrator } from './ForAdministrator';
import { KeyList } from './KeyList';
import { NewKeyForm } from './NewKeyForm';
import { ShownOnce } from './ShownOnce';

export default function KeysPage() {
  const { t } = useTranslation();
  return (
    <ForAdministrator icon={IconKey} title={t('admin.keys.title')}>
      {(me) => <Keys key={me.id} />}
    </ForAdministrator>
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
      {made && (
        <ShownOnce
          title={t('admin.keys.madeTitle', { name: made.info.name })}
          warning={t('admin.keys.madeText')}
          label={t('admin.keys.key')}
          description={t('admin.keys.keyText')}
          value={made.key}
          kept={t('admin.keys.kept')}
          onClose={() => setMade(undefined)}
        />
      )}
      {revoking && (
        <Confirm
          title={t('admin.keys.revokeTitle', { name: revoking.name })}
          text={t('admin.keys.revokeText', { prefix: revoking.prefix })}
          go={t('admin.keys.revoke')}
          danger
          act={async () => {
            await revokeApiKey(revoking.id);
            setRevoking(undefined);
            // When it was revoked, the server knows
            reload();
          }}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Stack>
  );
}
