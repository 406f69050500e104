import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { exportAddress } from '../../api/audit';
import type { Me } from '../../api/client';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useDates } from '../../ui/useDates';
import { usePageTitle } from '../../ui/usePageTitle';
import { queryOf } from './auditFilter';
import { Filters } from './Filters';
import { IntegrityBadge } from './IntegrityBadge';
import { Lines } from './Lines';

/** The same in every language. */
const formatNames = { csv: 'CSV', jsonl: 'JSON Lines' };

/** What happened, fact by fact: to an administrator all of it, to others what is theirs. */
export default function AuditPage() {
  const { t } = useTranslation();
  usePageTitle(t('audit.title'));
  return (
    <ForAccount icon={IconHistory} title={t('audit.title')} text={t('audit.needsAccount')}>
      {(me) => <Audit key={me.id} me={me} />}
    </ForAccount>
  );
}

function Audit({ me }: { me: Me }) {
  const { t, i18n } = useTranslation();
  const { zone } = useDates();
  const [search, setSearch] = useSearchParams();
  const asked = search.toString();
  const query = useMemo(() => queryOf(new URLSearchParams(asked), zone), [asked, zone]);
  const language = i18n.resolvedLanguage ?? 'en';
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <PageHead title={t('audit.title')} text={t(me.isAdministrator ? 'audit.text' : 'audit.ownText')}>
        <IntegrityBadge />
      </PageHead>
      <Panel>
        <Filters search={search} onChange={setSearch} />
      </Panel>
      <Panel>
        <Lines key={JSON.stringify(query) + language} query={query} language={language} search={search} onFilter={setSearch} />
      </Panel>
      <Group gap="md">
        <Text size="sm" c="dimmed">
          {t('audit.export')}
        </Text>
        {(['csv', 'jsonl'] as const).map((format) => (
          <Anchor key={format} href={exportAddress(query, language, format)} download={`audit.${format}`} size="sm" data-testid={`export-${format}`}>
            {formatNames[format]}
          </Anchor>
        ))}
      </Group>
    </Stack>
  );
}
