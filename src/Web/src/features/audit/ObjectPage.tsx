import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { type AuditLine, listAuditOfObject } from '../../api/audit';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { AsItWas } from './AsItWas';
import { hasPast, placeOf } from './auditFilter';
import { Line } from './Line';
import { Lines } from './Lines';
import classes from './ObjectPage.module.css';

/** Everything that happened to one room, event, interview …, and what it was at any time. */
export default function ObjectPage() {
  const { t } = useTranslation();
  const { kind = '', id = '' } = useParams();
  return (
    <ForAccount icon={IconHistory} title={t('audit.title')} text={t('audit.needsAccount')}>
      {(me) => <OneObject key={me.id + kind + id} kind={kind} id={id} />}
    </ForAccount>
  );
}

function OneObject({ kind, id }: { kind: string; id: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const loading = useLoad(useCallback(() => listAuditOfObject(kind, id, language), [kind, id, language]));
  const kindName = t(`audit.kinds.${kind}` as never, { defaultValue: kind }) as string;
  const title = loading.value?.items[0]?.object.title ?? (loading.value ? t('audit.object.nameless') : kindName);
  usePageTitle(`${kindName}: ${title}`);
  const place = placeOf(kind, id);
  const show = (at: string | undefined) => setSearch(at ? { at } : {}, { preventScrollReset: true });
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <PageHead title={title} text={kindName} back={{ to: '/audit', label: t('audit.object.back') }}>
        {place && (
          <Anchor component={Link} to={place} size="sm" fw={500}>
            {t('audit.object.open')}
          </Anchor>
        )}
      </PageHead>
      {hasPast(kind) && loading.value && <AsItWas kind={kind} id={id} language={language} at={search.get('at') ?? undefined} onChange={show} />}
      <Panel title={t('audit.object.title')}>
        <Lines loading={loading} further={(cursor) => listAuditOfObject(kind, id, language, cursor)}>
          {(line) => (
            <Line
              key={line.id}
              line={line}
              onPerson={(person) => void navigate(`/audit?person=${encodeURIComponent(person)}`)}
              after={
                hasPast(kind) && (
                  <Button variant="subtle" size="compact-sm" onClick={() => show(line.at)} data-testid="audit-after">
                    {t('audit.object.after')}
                  </Button>
                )
              }
            >
              <Changes line={line} />
            </Line>
          )}
        </Lines>
      </Panel>
    </Stack>
  );
}

function Changes({ line }: { line: AuditLine }) {
  const { t } = useTranslation();
  // What is new is all new: there is nothing that was otherwise
  const changes = line.version === 1 ? [] : line.changes;
  return (
    changes.length > 0 && (
      <ul className={classes.changes} data-testid="audit-changes">
        {changes.map(({ field, label, from, to }) => (
          <li key={field}>
            <Group gap={6} align="baseline">
              <Text span size="xs" c="dimmed">
                {label}
              </Text>
              <Text span size="sm" className={classes.value}>
                {from ?? t('audit.object.nothing')} → {to ?? t('audit.object.nothing')}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    )
  );
}
