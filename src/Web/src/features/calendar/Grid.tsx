import FullCalendar, { type CalendarRef, type EventApi, type EventDisplayInfo, type EventInput } from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import russian from '@fullcalendar/react/locales/ru';
import british from '@fullcalendar/react/locales/en-gb';
import theme from '@fullcalendar/react/themes/classic';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../api/calendar';
import { kindStyle } from '../../ui/EventKind';
import { wallClockOf } from '../../ui/zonedTime';
import type { Dropped } from './dragging';
import { EventChip } from './EventChip';
import classes from './Grid.module.css';
import { canJoin, keyOf, kindOf, mayMove } from './occurrences';
import { daysShown, type ViewName } from './views';
import { addDays, addMinutes, dateOf, localOf, minutesBetween, timeOf } from '../../ui/wallTime';

const plugins = [dayGrid, timeGrid, interaction, theme];
const viewTypes = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay' };
const snapMinutes = 15;
/** A finger that rests this long drags; a shorter touch scrolls. */
const longPress = 500;

/** An empty stretch of time that a person marked, on the clock of the zone that is shown. */
export interface Marked {
  start: string;
  end: string;
  allDay: boolean;
}

/** Month, week and day. */
export function Grid({
  view,
  date,
  zone,
  firstDay,
  items,
  now,
  onOpen,
  onMark,
  onDrop,
  onHover,
  onDay,
}: {
  view: Exclude<ViewName, 'agenda'>;
  date: string;
  zone: string;
  firstDay: number;
  items: readonly Occurrence[];
  now: number;
  onOpen: (item: Occurrence) => void;
  onMark: (marked: Marked) => void;
  onDrop: (item: Occurrence, dropped: Dropped) => void;
  /** While an event is dragged: where it would land; without an answer when the drag is over. */
  onHover: (item: Occurrence, dropped?: Dropped) => void;
  onDay: (date: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const calendar = useRef<CalendarRef>(null);
  const dragging = useRef(false);

  useEffect(() => {
    calendar.current?.getApi().changeView(viewTypes[view], date);
  }, [view, date]);

  const events = useMemo(() => items.map(eventOf), [items]);
  // Today the present time stands in view with some of what was before, on other days the morning
  const [scrollTime] = useState(() => {
    const clock = `${wallClockOf(new Date(now).toISOString(), zone)}:00`;
    const { from, to } = daysShown(view, date, firstDay);
    return from <= clock && clock < to ? timeOf(maxOf(addMinutes(clock, -90), localOf(clock.slice(0, 10)))) : '07:30';
  });
  const open = (item: Occurrence) => {
    if (!dragging.current) onOpen(item);
  };
  const over = (event: EventApi) => {
    // The click that ends a drag opens nothing
    window.setTimeout(() => {
      dragging.current = false;
    });
    onHover(itemOf(event)!);
  };

  const renderEvent = ({ event, timeText, isShort, isNarrow, isMirror }: EventDisplayInfo) => {
    const item = itemOf(event);
    if (!item) return <span className={classes.fresh}>{timeText}</span>;
    return (
      <EventChip item={item} zone={zone} hours={isMirror ? timeText : undefined} isShort={isShort} isRow={view === 'month' || item.allDay} isNarrow={isNarrow} joinable={canJoin(item, now)} onOpen={open} />
    );
  };

  return (
    <div className={classes.frame} data-view={view}>
      <div className={classes.grid}>
        <FullCalendar
          ref={calendar}
          plugins={plugins}
          locales={locales}
          locale={language === 'ru' ? 'ru' : 'en-gb'}
          initialView={viewTypes[view]}
          initialDate={date}
          headerToolbar={false}
          height="100%"
          timeZone={zone}
          firstDay={firstDay}
          weekNumbers={firstDay === 1}
          weekNumberCalculation="ISO"
          nowIndicator
          // In a week FullCalendar names such a link otherwise than it is seen
          navLinks={view === 'month'}
          navLinkDayClick={(day) => onDay(dateIn(day, zone))}
          scrollTime={`${scrollTime}:00`}
          scrollTimeReset={false}
          // As long as the snap: with longer slots FullCalendar takes hold of the middle of one, and drops a snap too far
          slotDuration={{ minutes: snapMinutes }}
          slotHeaderInterval="01:00:00"
          slotHeaderInnerClass={classes.hour}
          slotHeaderClass={({ time }) => time && (time.milliseconds / 60_000) % 60 !== 0 && classes.quarter}
          eventTimeFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
          slotLaneClass={({ time }) => time && (time.milliseconds / 60_000) % 30 !== 0 && classes.quarter}
          slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
          slotMinHeight={13.5}
          eventMinHeight={25}
          slotEventOverlap={false}
          eventShortHeight={40}
          dayMaxEvents
          dayCellTopInnerClass={classes.dayNumber}
          rowMoreLinkClass={classes.more}
          dayHeaderInnerClass={({ isToday }) => isToday && classes.today}
          allDayText={t('calendar.allDay')}
          moreLinkText={(count) => t('calendar.more', { count })}
          moreLinkHint={(count) => t('calendar.moreHint', { count })}
          navLinkHint={(full) => t('calendar.goTo', { date: full })}
          closeHint={t('common.close')}
          weekTextShort={t('calendar.week')}
          events={events}
          eventDisplay="block"
          eventInteractive={false}
          eventColor="transparent"
          eventContrastColor="inherit"
          forceEventDuration
          defaultTimedEventDuration="01:00"
          editable={false}
          eventResizableFromStart
          eventDragMinDistance={5}
          eventLongPressDelay={longPress}
          selectable
          selectMirror
          selectLongPressDelay={longPress}
          unselectCancel="[role=dialog]"
          select={({ startStr, endStr, allDay }) => {
            calendar.current?.getApi().unselect();
            onMark(markedOf({ start: startStr, end: endStr, allDay }, zone, now));
          }}
          eventAllow={(span, event) => {
            const item = event && itemOf(event);
            // Not while FullCalendar works out what to draw
            if (item && dragging.current)
              window.setTimeout(() => {
                if (dragging.current) onHover(item, { start: span.startStr, end: span.endStr, allDay: span.allDay });
              });
            return true;
          }}
          eventDragStart={() => (dragging.current = true)}
          eventResizeStart={() => (dragging.current = true)}
          eventDragStop={({ event }) => over(event)}
          eventResizeStop={({ event }) => over(event)}
          eventDrop={({ event, revert }) => settle(event, revert)}
          eventResize={({ event, revert }) => settle(event, revert)}
          eventClass={({ event, isMirror }) =>
            [classes.event, isMirror && classes.mirror, ...looksOf(itemOf(event)).map((look) => classes[look])].filter(Boolean).join(' ')
          }
          eventDidMount={({ el, event, isMirror }) => paint(el, itemOf(event), isMirror)}
          eventContent={renderEvent}
        />
      </div>
    </div>
  );

  function settle(event: EventApi, revert: () => void) {
    const dropped = { start: event.startStr, end: event.endStr, allDay: event.allDay };
    // What is shown comes from the events alone: it moves once they say so
    revert();
    onDrop(itemOf(event)!, dropped);
  }
}

const locales = [russian, british];
const maxOf = (one: string, other: string) => (one > other ? one : other);
const dateIn = (day: Date, zone: string) => wallClockOf(day.toISOString(), zone).slice(0, 10);
const itemOf = (event: EventApi) => event.extendedProps.item as Occurrence | undefined;

function eventOf(item: Occurrence): EventInput {
  const movable = mayMove(item);
  return {
    id: keyOf(item),
    title: item.title,
    start: item.allDay ? dateOf(item.startLocal) : item.start,
    end: item.allDay ? dateOf(item.endLocal) : item.end,
    allDay: item.allDay,
    startEditable: movable,
    durationEditable: movable,
    extendedProps: { item },
  };
}

function looksOf(item: Occurrence | undefined): string[] {
  if (!item) return [];
  const looks: string[] = [item.status];
  if (item.answer && !item.isOrganizer) looks.push(item.answer);
  return looks;
}

function paint(el: HTMLElement, item: Occurrence | undefined, isMirror: boolean) {
  if (!item) return;
  for (const [name, value] of Object.entries(kindStyle(kindOf(item), item.outside?.color))) el.style.setProperty(name, String(value));
  if (isMirror) return;
  el.dataset.event = item.eventId;
  el.dataset.testid = 'calendar-event';
}

/** A press without a drag marks the shortest stretch there is: an hour is meant then, or that day. */
function markedOf({ start, end, allDay }: Dropped, zone: string, now: number): Marked {
  if (allDay) {
    const single = addDays(dateOf(start), 1) === dateOf(end);
    if (!single) return { start: localOf(dateOf(start)), end: localOf(dateOf(end)), allDay };
    const hour = localOf(dateOf(start), `${wallClockOf(new Date(now + 3_600_000).toISOString(), zone).slice(11, 13)}:00`);
    return { start: hour, end: addMinutes(hour, 60), allDay: false };
  }
  const from = `${wallClockOf(new Date(start).toISOString(), zone)}:00`;
  const to = `${wallClockOf(new Date(end).toISOString(), zone)}:00`;
  return { start: from, end: minutesBetween(from, to) <= snapMinutes ? addMinutes(from, 60) : to, allDay };
}
