import { ScrollArea, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { known } from '../../ui/known';
import { useDates } from '../../ui/useDates';
import { grades } from './grades';
import type { Replay } from './replay';
import classes from './Replay.module.css';

/** What the lanes show, in numbers. */
export function MinuteTable({ replay }: { replay: Replay }) {
  const { t } = useTranslation();
  const dates = useDates();
  const minutes = replay.lanes.flatMap(({ name, personId, minutes: all }) => all.map((each) => ({ ...each, name, personId }))).toSorted((a, b) => a.from - b.from);
  if (minutes.length === 0) return <Text c="dimmed">{t('replay.noMinutes')}</Text>;
  return (
    <details className={classes.details}>
      <summary data-testid="replay-numbers">{t('replay.asTable')}</summary>
      <ScrollArea viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('replay.asTable') }}>
        <table className={classes.table}>
          <thead>
            <tr>
              {(['time', 'person', 'quality', 'loss', 'roundTrip', 'spoke', 'shared'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`replay.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {minutes.map(({ from, name, personId, minute }) => {
              const grade = known(grades, minute.grade);
              return (
                <tr key={`${personId} ${from}`}>
                  <td>{dates.time(new Date(replay.begin + from).toISOString())}</td>
                  <td>{name}</td>
                  <td>{grade && t(`replay.grades.${grade}`)}</td>
                  <td>{minute.lossPercent === null ? '–' : `${minute.lossPercent} %`}</td>
                  <td>{minute.roundTripMs === null ? '–' : t('replay.ms', { ms: minute.roundTripMs })}</td>
                  <td>{dates.duration(minute.spokeSeconds)}</td>
                  <td>{dates.duration(minute.sharedSeconds)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
    </details>
  );
}
