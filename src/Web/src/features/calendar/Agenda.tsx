import { Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMapPin, IconRepeat, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../api/calendar';
import { KindIcon, kindStyle } from '../../ui/EventKind';
import { JoinLink } from '../../ui/JoinLink';
import classes from './Agenda.module.css';
import { useOccurrenceWords } from './EventChip';
import { type AgendaDay, canJoin, keyOf, kindOf } from './occurrences';
import { timeOf } from '../../ui/wallTime';
import { dayText, hoursText, sameClock, zoneText } from '../../ui/whenText';

/** Days with what is on them, one under another. */
export function Agenda({
  days,
  today,
  zone,
  now,
  onOpen,
}: {
  days: readonly AgendaDay[];
  today: string;
  zone: string;
  now: number;
  onOpen: (item: Occurrence) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  return (
    <div className={classes.days}>
      {days.map(({ date, items }) => (
        <section key={date} className={classes.day} aria-labelledby={`day-${date}`} data-testid="agenda-day">
          <Title order={2} id={`day-${date}`} className={classes.date} data-today={date === today || undefined}>
            {date === today ? t('calendar.todayIs', { day: dayText(date, language) }) : dayText(date, language)}
          </Title>
          <ul className={classes.items}>
            {items.map((item) => (
              <Row key={keyOf(item)} item={item} zone={zone} now={now} isToday={date === today} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({
  item,
  zone,
  now,
  isToday,
  onOpen,
}: {
  item: Occurrence;
  zone: string;
  now: number;
  isToday: boolean;
  onOpen: (item: Occurrence) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const words = useOccurrenceWords();
  const title = item.title || t('calendar.noTitle');
  const kind = kindOf(item);
  const isNow = isToday && !item.allDay && Date.parse(item.start) <= now && now < Date.parse(item.end);
  return (
    <li
      className={classes.item}
      style={kindStyle(kind, item.outside?.color)}
      data-status={item.status}
      data-answer={(!item.isOrganizer && item.answer) || undefined}
      data-now={isNow || undefined}
      data-event={item.eventId}
      data-testid="calendar-event"
    >
      <button type="button" className={classes.open} aria-haspopup="dialog" onClick={() => onOpen(item)}>
        <span className={classes.when}>{item.allDay ? t('calendar.allDay') : hoursText(item.start, item.end, language, zone)}</span>
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          <span className={classes.facts}>
            <span className={classes.fact}>
              <KindIcon kind={kind} size={15} />
              {item.outside ? item.outside.name : t(`calendar.types.${item.type}`)}
            </span>
            {item.status !== 'scheduled' && (
              <span className={classes.fact}>
                <IconCheck size={15} aria-hidden />
                {t(`calendar.statuses.${item.status}`)}
              </span>
            )}
            {item.isRecurring && (
              <span className={classes.fact}>
                <IconRepeat size={15} aria-hidden />
                {t('calendar.repeats')}
              </span>
            )}
            {item.attendeeCount > 0 && (
              <span className={classes.fact}>
                <IconUsers size={15} aria-hidden />
                {item.attendeeCount}
              </span>
            )}
            {item.place.kind === 'room' && item.place.roomCode && (
              <span className={classes.fact}>
                <IconMapPin size={15} aria-hidden />
                {item.place.roomCode}
              </span>
            )}
            {item.answer && !item.isOrganizer && <span className={classes.fact}>{t(`calendar.yours.${item.answer}`)}</span>}
            {!item.allDay && !sameClock(item.start, item.timeZone, zone) && (
              <span className={classes.fact}>
                {t('calendar.there', { time: timeOf(item.startLocal), zone: zoneText(item.timeZone, language, Date.parse(item.start)) })}
              </span>
            )}
          </span>
        </span>
        <VisuallyHidden>{words(item, zone)}</VisuallyHidden>
      </button>
      {item.place.url && canJoin(item, now) && <JoinLink url={item.place.url} title={title} />}
    </li>
  );
}

export function AgendaCount({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('calendar.count', { count })}
    </Text>
  );
}
