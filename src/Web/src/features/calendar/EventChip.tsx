import { VisuallyHidden } from '@mantine/core';
import { IconArrowsShuffle, IconCheck, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../api/calendar';
import { KindIcon } from '../../ui/EventKind';
import { JoinLink } from '../../ui/JoinLink';
import classes from './EventChip.module.css';
import { kindOf } from './occurrences';
import { timeOf } from '../../ui/wallTime';
import { hoursText, sameClock, whenText, zoneText } from '../../ui/whenText';

/** For those who hear it instead of seeing its look, after what stands there in words. */
export function useOccurrenceWords() {
  const { t, i18n } = useTranslation();
  return (item: Occurrence, zone: string) =>
    [
      '',
      item.outside ? item.outside.name : t(`calendar.types.${item.type}`),
      whenText(item, i18n.resolvedLanguage ?? 'en', zone),
      item.allDay && t('calendar.allDayShort'),
      item.status !== 'scheduled' && t(`calendar.statuses.${item.status}`),
      item.answer && !item.isOrganizer && t(`calendar.yours.${item.answer}`),
      item.isRecurring && t('calendar.repeats'),
      item.isChanged && t('calendar.changedOne'),
    ]
      .filter((words) => typeof words === 'string')
      .join(', ');
}

/** An occurrence in the grid: a button that opens it and, when it is time, the way into the call. */
export function EventChip({
  item,
  zone,
  hours,
  isShort,
  isNarrow,
  isRow,
  joinable,
  onOpen,
}: {
  item: Occurrence;
  zone: string;
  /** Where it would be, while it is dragged. */
  hours?: string;
  isShort: boolean;
  isNarrow: boolean;
  /** One line among others, as in a month. */
  isRow: boolean;
  joinable: boolean;
  onOpen: (item: Occurrence) => void;
}) {
  const { t, i18n } = useTranslation();
  const words = useOccurrenceWords();
  const language = i18n.resolvedLanguage ?? 'en';
  const title = item.title || t('calendar.noTitle');
  return (
    <div className={classes.chip} data-short={isShort || isRow || undefined} data-narrow={isNarrow || undefined} data-joinable={joinable || undefined}>
      <button type="button" className={classes.open} aria-haspopup="dialog" onClick={() => onOpen(item)}>
        <span className={classes.head}>
          {item.status === 'completed' ? <IconCheck size={14} aria-hidden /> : <KindIcon kind={kindOf(item)} size={14} />}
          {isRow && !item.allDay && !isNarrow && <span>{hoursText(item.start, item.end, language, zone).slice(0, 5)}</span>}
          <span className={classes.title}>{title}</span>
          {item.isRecurring && !isNarrow && !isRow && (item.isChanged ? <IconArrowsShuffle size={12} aria-hidden /> : <IconRepeat size={12} aria-hidden />)}
        </span>
        {!item.allDay && !isNarrow && !isRow && (
          <span className={classes.time}>{hours ?? hoursText(item.start, item.end, language, zone)}</span>
        )}
        {!item.allDay && !isShort && !isRow && !sameClock(item.start, item.timeZone, zone) && (
          <span className={classes.time}>
            {t('calendar.there', { time: timeOf(item.startLocal), zone: zoneText(item.timeZone, language, Date.parse(item.start)) })}
          </span>
        )}
        <VisuallyHidden>{words(item, zone)}</VisuallyHidden>
      </button>
      {joinable && !isNarrow && item.place.url && <JoinLink url={item.place.url} title={title} small />}
    </div>
  );
}
