import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Interview } from '../../api/interviews';
import { useDates } from '../../ui/useDates';
import classes from './Timeline.module.css';
import { type Happening, timelineOf } from './timeline';

export function Timeline({ interview }: { interview: Interview }) {
  const dates = useDates();
  const words = useWords();
  return (
    <ol className={classes.line}>
      {timelineOf(interview).map((each, index) => (
        <li key={index}>
          {each.at && (
            <Text component="time" dateTime={each.at} size="sm" c="dimmed" display="block">
              {dates.moment(each.at)}
            </Text>
          )}
          <Text size="sm" className={classes.words}>
            {words(each)}
          </Text>
        </li>
      ))}
    </ol>
  );
}

function useWords() {
  const { t } = useTranslation();
  return (each: Happening): string => {
    switch (each.what) {
      case 'asked':
        return t('interviews.happened.asked', { who: each.who });
      case 'feedback':
        return t('interviews.happened.feedback', { who: each.who });
      case 'noShow':
        return t('interviews.happened.noShow', { who: each.who });
      case 'confirmed':
        return t('interviews.happened.confirmed', { who: each.who });
      case 'phase':
        return t('interviews.happened.phase', { phase: t(`interviews.phases.${each.phase}`) });
      case 'cancelled':
        return each.reason ? t('interviews.happened.cancelledWhy', { who: each.who, reason: each.reason }) : t('interviews.happened.cancelled', { who: each.who });
      default:
        return t(`interviews.happened.${each.what}`);
    }
  };
}
