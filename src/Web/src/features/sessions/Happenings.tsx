import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import type { Replay } from './replay';
import classes from './Replay.module.css';
import { useHappened } from './useHappened';

/** What happened, in order; a time leads the slider there. */
export function Happenings({ replay, onAt }: { replay: Replay; onAt: (at: number) => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { happened } = useHappened((id) => replay.lanes.find(({ personId }) => personId === id)?.name ?? t('replay.somebody'));
  return (
    <ol className={`${rows.list} ${classes.happenings}`}>
      {replay.moments.map((each, index) => {
        const instant = new Date(replay.begin + each.at).toISOString();
        return (
          <li key={index}>
            <Anchor component="button" type="button" size="sm" onClick={() => onAt(each.at)}>
              <time dateTime={instant}>{dates.exactTime(instant)}</time>
            </Anchor>
            <Text size="sm" className={classes.words}>
              {happened(each)}
            </Text>
          </li>
        );
      })}
    </ol>
  );
}
