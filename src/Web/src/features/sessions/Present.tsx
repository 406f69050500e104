import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { known } from '../../ui/known';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { gradeColors, grades } from './grades';
import { presentAt, type Replay } from './replay';
import classes from './Replay.module.css';

/** A short call in seconds, a long one so that the arrow keys get through it. */
const stepOf = (length: number) => (length < 300_000 ? 1_000 : 10_000);

/** The slider, and who was there at its moment. */
export function Present({ replay, at, onAt, linkTo }: { replay: Replay; at: number; onAt: (at: number) => void; linkTo: (personId: string) => string }) {
  const { t } = useTranslation();
  const dates = useDates();
  const id = useId();
  const there = presentAt(replay, at);
  const time = dates.exactTime(new Date(replay.begin + at).toISOString());
  return (
    <Stack gap="md">
      <div>
        <Group justify="space-between" gap="sm">
          <Text component="label" htmlFor={id} size="sm">
            {t('replay.slider')}
          </Text>
          <Text size="sm" fw={600} component="output" htmlFor={id}>
            {time} · {t('replay.there', { count: there.length })}
          </Text>
        </Group>
        <input
          id={id}
          className={classes.slider}
          type="range"
          min={0}
          max={replay.length}
          step={stepOf(replay.length)}
          value={at}
          aria-valuetext={`${time}, ${t('replay.there', { count: there.length })}`}
          onChange={({ currentTarget }) => onAt(Number(currentTarget.value))}
          data-testid="replay-slider"
        />
      </div>
      {there.length === 0 && <Text c="dimmed">{t('replay.nobody')}</Text>}
      <ul className={rows.list} data-testid="replay-present">
        {there.map(({ lane, minute }) => {
          const grade = known(grades, minute?.grade);
          return (
            <li key={lane.personId} className={rows.row}>
              <Anchor component={Link} to={linkTo(lane.personId)} className={rows.name} fw={550} style={{ flex: '1 1 6rem' }}>
                {lane.name}
              </Anchor>
              {minute && minute.sharedSeconds > 0 && <Text size="sm">{t('replay.shared')}</Text>}
              {minute && minute.spokeSeconds > 0 && <Text size="sm">{t('replay.spoke', { time: dates.duration(minute.spokeSeconds) })}</Text>}
              <Badge variant="light" tt="none" color={grade ? gradeColors[grade] : 'gray'}>
                {grade ? t(`replay.grades.${grade}`) : t('replay.notMeasured')}
              </Badge>
            </li>
          );
        })}
      </ul>
    </Stack>
  );
}
