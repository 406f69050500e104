import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { type ChangeEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Me } from '../../api/client';
import { type Report, reports, type StatisticsQuery } from '../../api/statistics';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { TimeZoneSelect } from '../../ui/TimeZoneSelect';
import { useDates } from '../../ui/useDates';
import { usePageTitle } from '../../ui/usePageTitle';
import { queryOf, slices, type Span, spanOf, spans } from './period';
import { ReportPanel } from './ReportPanel';

/** What came of all the meetings: to an administrator of all of them, to others of what is theirs. */
export default function StatisticsPage() {
  const { t } = useTranslation();
  usePageTitle(t('statistics.title'));
  return (
    <ForAccount icon={IconChartBar} title={t('statistics.title')} text={t('statistics.needsAccount')}>
      {(me) => <StatisticsOf key={me.id} me={me} />}
    </ForAccount>
  );
}

function StatisticsOf({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const [search, setSearch] = useSearchParams();
  const [now] = useState(() => new Date());
  const asked = search.toString();
  const query = useMemo(() => queryOf(new URLSearchParams(asked), zone, now), [asked, zone, now]);
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <PageHead title={t('statistics.title')} text={t(me.isAdministrator ? 'statistics.text' : 'statistics.ownText')} />
      <Panel>
        <Pickers key={JSON.stringify(query)} query={query} now={now} onChange={(changed) => setSearch({ ...changed })} />
      </Panel>
      {(Object.keys(reports) as Report[]).map((report) => (
        <ReportPanel key={report} report={report} query={query} />
      ))}
    </Stack>
  );
}

/** Days are taken together when they are sent: a date is whole after the first digit of its year. */
function Pickers({ query, now, onChange }: { query: StatisticsQuery; now: Date; onChange: (query: StatisticsQuery) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(query);
  const day = (name: 'from' | 'to') => ({
    label: t(`statistics.${name}`),
    value: draft[name],
    required: true,
    withAsterisk: false,
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => setDraft((before) => ({ ...before, [name]: value })),
    'data-testid': `statistics-${name}`,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(draft);
      }}
    >
      <Stack gap="sm">
        <Group gap="xs" role="group" aria-label={t('statistics.period')}>
          {(Object.keys(spans) as Span[]).map((span) => (
            // How it is divided follows from how long it is
            <Button key={span} variant="default" size="sm" onClick={() => onChange({ ...query, ...spanOf(span, query.zone, now), by: '' })} data-testid={`span-${span}`}>
              {t(`statistics.spans.${span}`)}
            </Button>
          ))}
        </Group>
        <Group gap="sm" align="end">
          <TextInput type="date" {...day('from')} />
          <TextInput type="date" {...day('to')} min={draft.from} />
          <NativeSelect
            label={t('statistics.slices')}
            value={draft.by}
            onChange={({ currentTarget: { value } }) => setDraft((before) => ({ ...before, by: value }))}
            data={slices.map((value) => ({ value, label: t(`statistics.by.${value}`) }))}
            data-testid="statistics-by"
          />
          <TimeZoneSelect
            label={t('statistics.zone')}
            value={draft.zone}
            onChange={(zone) => setDraft((before) => ({ ...before, zone }))}
            style={{ flex: '1 1 14rem' }}
            data-testid="statistics-zone"
          />
          <Button type="submit">{t('statistics.show')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
