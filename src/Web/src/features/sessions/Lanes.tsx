import { Anchor, Group, Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDates } from '../../ui/useDates';
import { grades } from './grades';
import type { Replay, Span } from './replay';
import classes from './Replay.module.css';

/** A lane for each person: stays, in the colours of their quality; under them speaking and sharing. The table behind says the same. */
export function Lanes({ replay, at, linkTo }: { replay: Replay; at: number; linkTo: (personId: string) => string }) {
  const { t } = useTranslation();
  const dates = useDates();
  const share = (ms: number) => `${(ms / replay.length) * 100}%`;
  const place = ({ from, to }: Span): CSSProperties => ({ insetInlineStart: share(from), width: share(Math.max(0, to - from)) });
  return (
    <div className={classes.lanes} data-testid="replay-lanes">
      {replay.lanes.map((lane) => (
        <div key={lane.personId} className={classes.lane}>
          <Anchor component={Link} to={linkTo(lane.personId)} size="sm" className={classes.name}>
            {lane.name}
          </Anchor>
          <div className={classes.track} aria-hidden>
            {lane.stays.map((stay, index) => (
              <i key={index} className={classes.stay} style={place(stay)} />
            ))}
            {lane.minutes.map(({ minute, ...span }, index) => (
              <i key={index} className={classes.minute} data-grade={minute.grade} style={place(span)} />
            ))}
            {lane.minutes.map(({ minute, ...span }, index) => (
              <i key={index} className={classes.spoke} style={{ ...place(span), opacity: minute.spokeSeconds / minute.seconds }} />
            ))}
            {lane.minutes.map(({ minute, ...span }, index) => minute.sharedSeconds > 0 && <i key={index} className={classes.share} style={place(span)} />)}
            <i className={classes.now} style={{ insetInlineStart: share(at) }} />
          </div>
        </div>
      ))}
      <Group justify="space-between" className={classes.scale} aria-hidden>
        <Text size="xs" c="dimmed">
          {dates.time(new Date(replay.begin).toISOString())}
        </Text>
        <Text size="xs" c="dimmed">
          {dates.time(new Date(replay.begin + replay.length).toISOString())}
        </Text>
      </Group>
      <Group gap="md" className={classes.legend} aria-hidden>
        {grades.map((grade) => (
          <Text key={grade} size="xs">
            <i className={classes.minute} data-grade={grade} /> {t(`replay.grades.${grade}`)}
          </Text>
        ))}
        <Text size="xs">
          <i className={classes.spoke} /> {t('replay.legendSpoke')}
        </Text>
        <Text size="xs">
          <i className={classes.share} /> {t('replay.legendShared')}
        </Text>
      </Group>
    </div>
  );
}
