import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconKeyboard, IconWifiOff } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type CalendarEvent, listEvents, type Occurrence, previewChange } from '../../api/calendar';
import { useTimeZone } from '../../api/preferences';
import type { EventKind } from '../../ui/EventKind';
import { LoadFailed } from '../../ui/LoadFailed';
import { Panel } from '../../ui/Panel';
import { problemText } from '../../ui/problemText';
import { useNow } from '../../ui/useNow';
import { useReadable } from '../../ui/useReadable';
import { instantOf, wallClockOf } from '../../ui/zonedTime';
import { Agenda, AgendaCount } from './Agenda';
import classes from './Calendar.module.css';
import { ChangeDialog } from './ChangeDialog';
import { TakenDialog } from './Collisions';
import { DragNotice } from './DragNotice';
import { DragWatch } from './dragWatch';
import { type Dropped, droppedOccurrence, isSamePlace, patchOf, scopesOf } from './dragging';
import { Empty } from './Empty';
import { EventEditor, type Editing } from './EventEditor';
import { EventPanel } from './EventPanel';
import { EventWindow } from './eventWindow';
import { emptyForm } from './eventForm';
import { Grid, type Marked } from './Grid';
import { KeysHelp, useCalendarKeys } from './CalendarKeys';
import { allKinds, KindFilter } from './KindFilter';
import { MiniMonth } from './MiniMonth';
import { agendaOf, keyOf, kindOf } from './occurrences';
import { Toolbar } from './Toolbar';
import { type Change, useChanges } from './useChanges';
import { useRefreshing } from './useRefreshing';
import { dayToShow, daysShown, firstDayOfWeek, firstView, rememberView, step, type ViewName } from './views';
import { addMinutes, localOf } from '../../ui/wallTime';
import { whenText, zoneText } from '../../ui/whenText';

const tickMs = 15_000;

/** The calendar of an account. View, day and the open event stand in the address. */
export function Calendar() {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const zone = useTimeZone();
  const isPhone = useMediaQuery('(max-width: 40em)', matchMedia('(max-width: 40em)').matches);
  const isWide = useMediaQuery('(min-width: 75em)', matchMedia('(min-width: 75em)').matches);
  const now = useNow(tickMs);
  const today = wallClockOf(new Date(now).toISOString(), zone).slice(0, 10);
  const firstDay = useMemo(() => firstDayOfWeek(language, navigator.languages), [language]);
  const [params, setParams] = useSearchParams();
  const [opened] = useState(() => firstView(params.get('view'), isPhone ?? false));
  const view = firstView(params.get('view') ?? opened, isPhone ?? false);
  const date = dayToShow(params.get('date'), today);
  const [kinds, setKinds] = useState<readonly EventKind[]>(allKinds);
  const [editing, setEditing] = useState<Editing>();
  const [helping, setHelping] = useState(false);

  const events = useMemo(() => new EventWindow((from, to) => listEvents(from, to)), []);
  const shown = useReadable(events);
  const changes = useChanges(events);
  const days = useMemo(() => daysShown(view, date, firstDay), [view, date, firstDay]);
  useEffect(() => {
    void events.show(instantOf(`${days.from}T00:00`, zone)!, instantOf(`${days.to}T00:00`, zone)!);
  }, [events, days, zone]);
  useRefreshing(events);

  const items = useMemo(() => shown.items.filter((item) => kinds.includes(kindOf(item))), [shown.items, kinds]);
  const agenda = useMemo(() => agendaOf(items, zone, days.from, days.to), [items, zone, days]);
  const watch = useMemo(() => new DragWatch(() => events.getSnapshot().items, previewChange), [events]);

  const go = useCallback(
    (change: { view?: ViewName; date?: string; event?: string; occurrence?: string }) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(change)) if (value) after.set(name, value);
            else after.delete(name);
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const toView = (next: ViewName) => {
    rememberView(next);
    go({ view: next });
  };
  const toDay = (next: string) => go({ date: next });
  const openItem = useCallback((item: Occurrence) => go({ event: item.eventId, occurrence: item.occurrence }), [go]);
  const closeItem = () => go({ event: undefined, occurrence: undefined });
  const create = (marked?: Marked) => {
    const hour = localOf(date === today ? today : date, `${wallClockOf(new Date(now + 3_600_000).toISOString(), zone).slice(11, 13)}:00`);
    const { start, end, allDay } = marked ?? { start: hour, end: addMinutes(hour, 60), allDay: false };
    setEditing({ is: 'new', form: emptyForm(start, end, allDay, zone) });
  };

  function drop(item: Occurrence, dropped: Dropped) {
    if (isSamePlace(item, dropped)) return;
    const after = droppedOccurrence(item, dropped);
    const takeBack = events.override(after);
    const patch = patchOf(item, dropped);
    const change: Change = {
      kind: 'move',
      id: item.eventId,
      occurrence: item.isRecurring ? item.occurrence : undefined,
      version: item.version,
      title: item.title,
      timeZone: item.timeZone,
      allDay: item.allDay,
      patch,
      scopes: item.isRecurring ? scopesOf(patch) : ['all'],
      move: { from: whenText(item, language, zone), to: whenText(after, language, zone) },
      onEnd: (done) => !done && takeBack(),
    };
    if (item.isRecurring || item.attendeeCount > 0) changes.ask(change);
    else void changes.straight(change);
  }

  useCalendarKeys({ onNew: () => create(), onToday: () => toDay(today), onStep: (by) => toDay(step(view, date, by)), onView: toView, onHelp: () => setHelping(true) });

  const openId = params.get('event');
  const openOccurrence = params.get('occurrence') ?? undefined;
  const openedItem = shown.items.find((item) => keyOf(item) === keyOf({ eventId: openId ?? '', occurrence: openOccurrence ?? '' }));
  const legend = <KindFilter shown={kinds} onChange={setKinds} />;

  return (
    <div className={classes.page}>
      {isWide && (
        <aside className={classes.side}>
          <MiniMonth key={date} date={date} today={today} firstDay={firstDay} onDay={toDay} />
          {legend}
          <Text size="sm" c="dimmed">
            {t('calendar.zone', { zone: zoneText(zone, language, now) })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('calendar.drag.hint')}
          </Text>
          <Button variant="subtle" size="compact-sm" leftSection={<IconKeyboard size={18} aria-hidden />} onClick={() => setHelping(true)} style={{ alignSelf: 'flex-start' }}>
            {t('calendar.keys.title')}
          </Button>
        </aside>
      )}
      <Stack gap="sm" className={classes.content}>
        <Toolbar
          view={view}
          date={date}
          today={today}
          firstDay={firstDay}
          onView={toView}
          onDay={toDay}
          onStep={(by) => toDay(step(view, date, by))}
          onNew={() => create()}
        />
        {!isWide && (
          <>
            {legend}
            <Text size="xs" c="dimmed">
              {t('calendar.zone', { zone: zoneText(zone, language, now) })}
            </Text>
          </>
        )}
        {shown.problem && !shown.isEmptyHanded && (
          <Alert color="yellow" variant="light" role="status" icon={<IconWifiOff aria-hidden />} p="xs">
            {t('calendar.stale', { why: problemText(t, shown.problem) })}
          </Alert>
        )}
        {shown.problem && shown.isEmptyHanded ? (
          <Panel>
            <LoadFailed problem={shown.problem} onRetry={() => void events.refresh()} />
          </Panel>
        ) : view === 'agenda' ? (
          shown.isEmptyHanded ? (
            <Stack gap="sm" role="status" aria-label={t('common.loading')}>
              <Skeleton h={24} w={180} />
              <Skeleton h={64} />
              <Skeleton h={64} />
            </Stack>
          ) : agenda.length === 0 ? (
            <Empty filtered={items.length < shown.items.length} onAll={() => setKinds(allKinds)} onNew={() => create()} />
          ) : (
            <>
              <AgendaCount count={items.length} />
              <Agenda days={agenda} today={today} zone={zone} now={now} onOpen={openItem} />
            </>
          )
        ) : (
          <div className={classes.grid} aria-busy={shown.busy}>
            {shown.isEmptyHanded && <div className={classes.waiting} role="status" aria-label={t('common.loading')} />}
            <Grid
              view={view}
              date={date}
              zone={zone}
              firstDay={firstDay}
              items={items}
              now={now}
              onOpen={openItem}
              onMark={create}
              onDrop={drop}
              onHover={watch.hover}
              onDay={(day) => go({ date: day, view: 'day' })}
            />
            {isPhone === false && items.length === 0 && !shown.isEmptyHanded && shown.items.length > 0 && (
              <Button variant="default" size="compact-sm" className={classes.hidden} onClick={() => setKinds(allKinds)}>
                {t('calendar.nothingFiltered')}. {t('calendar.showAll')}
              </Button>
            )}
          </div>
        )}
      </Stack>
      <DragNotice watch={watch} zone={zone} />
      {openId && (
        <EventPanel
          key={`${openId} ${openOccurrence ?? ''} ${openedItem?.version ?? ''}`}
          id={openId}
          occurrence={openedItem && !openedItem.isRecurring ? undefined : openOccurrence}
          item={openedItem}
          zone={zone}
          covered={editing !== undefined || changes.asking !== undefined}
          onClose={closeItem}
          onEdit={(event: CalendarEvent) => setEditing({ is: 'old', event })}
          onChange={(change) =>
            changes.ask({
              ...change,
              onEnd: (done) => {
                change.onEnd?.(done);
                if (done && change.kind !== 'save') closeItem();
              },
            })
          }
          onAnswered={() => void events.refresh()}
        />
      )}
      {editing && (
        <EventEditor
          editing={editing}
          zone={zone}
          covered={changes.asking !== undefined}
          onClose={() => {
            setEditing(undefined);
            // The occurrence may be another one now
            if (editing.is === 'old') closeItem();
          }}
          onCreated={(event) => {
            setEditing(undefined);
            changes.say(t('calendar.done.created', { title: event.title }), event.id);
            void events.refresh();
          }}
          onAsk={changes.ask}
          onStraight={changes.carryOut}
        />
      )}
      {changes.asking && (
        <ChangeDialog key={changes.asking.id} change={changes.asking} zone={zone} onConfirm={changes.carryOut} onClose={() => changes.ask(undefined)} />
      )}
      {changes.refused && (
        <TakenDialog
          refused={changes.refused}
          zone={zone}
          onTake={(change, scope) => void changes.straight(change, scope)}
          onClose={() => changes.setRefused(undefined)}
        />
      )}
      <KeysHelp opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
