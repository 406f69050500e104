import { Anchor, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type By, getStatistics, type Report, reports, type Statistics, statisticsFile, type StatisticsQuery } from '../../api/statistics';
import { LoadFailed } from '../../ui/LoadFailed';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { RankChart, TimeChart } from './Chart';
import { Figures, useFigureName } from './Figures';
import { FigureTable } from './FigureTable';
import { figureText } from './figureText';
import { HourMap } from './HourMap';
import { useKeyText } from './useKeyText';

const shownFirst = { sessions: 'sessions', punctuality: 'attendances', quality: 'goodShare', reminders: 'sent', interviews: 'interviews', scores: 'average', hours: 'personMinutes' } as const;
const longestRanks = 12;

/** One report: its figures, a chart of one of them, the table behind, and all of it as a file. */
export function ReportPanel({ report, query }: { report: Report; query: StatisticsQuery }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<By>(reports[report][0]);
  const { from, to, zone, by: slice } = query;
  const asked = by === 'time' ? slice : by;
  const load = useCallback(() => getStatistics(report, { from, to, zone, by: asked }), [report, from, to, zone, asked]);
  const { value, problem, reload } = useLoad(load);
  return (
    <Panel title={t(`statistics.reports.${report}`)} text={t(`statistics.about.${report}`)}>
      {value ? (
        <Loaded report={report} statistics={value} by={by} onBy={setBy} />
      ) : problem ? (
        <LoadFailed problem={problem} onRetry={reload} order={3} />
      ) : (
        <Skeleton h={240} role="status" aria-label={t('common.loading')} />
      )}
    </Panel>
  );
}

function Loaded({ report, statistics, by, onBy }: { report: Report; statistics: Statistics; by: By; onBy: (by: By) => void }) {
  const { t, i18n } = useTranslation();
  const [nameOf, keyText] = [useFigureName(report), useKeyText()];
  const [figure, setFigure] = useState<string>(shownFirst[report]);
  const language = i18n.resolvedLanguage ?? 'en';
  const choices = reports[report];
  const isEmpty = statistics.figures.every((each) => !statistics.total.figures[each]);
  const bars = statistics.rows.map((row) => ({ key: row.key, label: keyText(row, statistics.by), value: row.figures[figure] ?? null, text: figureText(figure, row.figures[figure], language) }));
  const title = `${nameOf(figure)}: ${t(`statistics.by.${statistics.by}` as never)}`;
  const ranked = bars.filter((bar) => bar.value !== null).sort((a, b) => b.value! - a.value!);
  return (
    <Stack data-testid={`report-${report}`}>
      {isEmpty ? (
        <Text c="dimmed">{t('statistics.none')}</Text>
      ) : (
        <>
          <Figures report={report} statistics={statistics} />
          <Group gap="sm" align="end">
            {choices.length > 1 && (
              <NativeSelect
                label={t('statistics.groupedBy')}
                value={by}
                onChange={(event) => onBy(event.currentTarget.value as By)}
                data={choices.map((value) => ({ value, label: t(`statistics.by.${value}`) }))}
                data-testid={`by-${report}`}
              />
            )}
            <NativeSelect
              label={t('statistics.figure')}
              value={figure}
              onChange={(event) => setFigure(event.currentTarget.value)}
              data={statistics.figures.map((value) => ({ value, label: nameOf(value) }))}
              data-testid={`shown-${report}`}
            />
          </Group>
          {report === 'hours' ? (
            <HourMap rows={statistics.rows} figure={figure} title={title} />
          ) : by === 'time' ? (
            <TimeChart bars={bars} title={title} />
          ) : (
            <RankChart bars={ranked.slice(0, longestRanks)} />
          )}
          {by !== 'time' && report !== 'hours' && ranked.length > longestRanks && (
            <Text size="sm" c="dimmed">
              {t('statistics.andMore', { count: ranked.length - longestRanks })}
            </Text>
          )}
          {report !== 'hours' && <FigureTable report={report} statistics={statistics} />}
        </>
      )}
      <Anchor href={statisticsFile(report, { from: statistics.from, to: statistics.to, zone: statistics.zone, by: statistics.by })} download={`${report}.csv`} size="sm" data-testid={`csv-${report}`} style={{ alignSelf: 'flex-start' }}>
        {t('statistics.file', { report: t(`statistics.reports.${report}`) })}
      </Anchor>
    </Stack>
  );
}
