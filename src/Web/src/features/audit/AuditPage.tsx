import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconHistory, IconShieldX } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { auditIntegrity, type AuditQuery, exportAddress, listAudit } from '../../api/audit';
import type { Me } from '../../api/client';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { queryOf, withFilter } from './auditFilter';
import { Filters } from './Filters';
import { IntegrityBadge } from './IntegrityBadge';
import { Line } from './Line';
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
  const integrity = useLoad(auditIntegrity);
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <PageHead title={t('audit.title')} text={t(me.isAdministrator ? 'audit.text' : 'audit.ownText')}>
        <IntegrityBadge loading={integrity} mayCheck={me.isAdministrator} />
      </PageHead>
      {integrity.value?.fault && (
        <Alert color="red" icon={<IconShieldX aria-hidden />} title={t('audit.integrity.brokenText')} data-testid="integrity-fault">
          {integrity.value.fault}
        </Alert>
      )}
      <Panel>
        <Filters search={search} picksPeople={me.isAdministrator} onChange={setSearch} />
      </Panel>
      <Panel>
        <Found key={JSON.stringify(query) + language} query={query} language={language} search={search} onFilter={setSearch} />
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

function Found({ query, language, search, onFilter }: { query: AuditQuery; language: string; search: URLSearchParams; onFilter: (search: URLSearchParams) => void }) {
  const { t } = useTranslation();
  const loading = useLoad(useCallback(() => listAudit(query, language), [query, language]));
  return (
    <Lines loading={loading} further={(cursor) => listAudit(query, language, cursor)}>
      {(line) => (
        <Line key={line.id} line={line} onPerson={(id) => onFilter(withFilter(search, 'person', id))}>
          <Group gap={6} align="baseline">
            <Text size="xs" c="dimmed">
              {t(`audit.kinds.${line.object.kind}` as never, { defaultValue: line.object.kind })}
            </Text>
            <Anchor component={Link} to={`/audit/${line.object.kind}/${line.object.id}`} size="sm" className={rows.name} title={t('audit.toObject')} data-testid="audit-object">
              {line.object.title ?? t('audit.object.nameless')}
            </Anchor>
          </Group>
        </Line>
      )}
    </Lines>
  );
}
