import { Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarEvent, collision, createEvent, readEvent, type Scope, type TimeSpan } from '../../api/calendar';
import { KindIcon, kindStyle } from '../../ui/EventKind';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { RemindersField } from '../../ui/RemindersField';
import { StaleAlert } from '../../ui/StaleAlert';
import { useForm } from '../../ui/useForm';
import { wallClockOf } from '../../ui/zonedTime';
import { Collisions } from './Collisions';
import { scopesOf } from './dragging';
import classes from './EventEditor.module.css';
import { checkEvent, type EventForm, eventTypes, fieldsOf, formOf, limits, patchBetween } from './eventForm';
import { FormWarnings } from './FormWarnings';
import { PeopleField } from './PeopleField';
import { PlaceField } from './PlaceField';
import { RepeatField } from './RepeatField';
import type { Change } from './useChanges';
import { WhenFields } from './WhenFields';

export type Editing = { is: 'new'; form: EventForm } | { is: 'old'; event: CalendarEvent };

/** All of an event in one form: what is asked most stands first, the rest behind a button. */
export function EventEditor({
  editing,
  zone,
  covered,
  onClose,
  onCreated,
  onAsk,
  onStraight,
}: {
  editing: Editing;
  zone: string;
  /** Another dialog lies over it and has the keys. */
  covered: boolean;
  onClose: () => void;
  onCreated: (event: CalendarEvent) => void;
  /** The change concerns a series or other people: they are named before anything happens. */
  onAsk: (change: Change) => void;
  /** Throws the `Problem` of a refusal. */
  onStraight: (change: Change, scope: Scope) => Promise<void>;
}) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 40em)');
  const [event, setEvent] = useState(editing.is === 'old' ? editing.event : undefined);
  const [first, setFirst] = useState(editing.is === 'old' ? formOf(editing.event) : editing.form);
  const [theirs, setTheirs] = useState<CalendarEvent>();
  const [more, setMore] = useState(editing.is === 'old');

  function changeOf(from: CalendarEvent, wanted: EventForm, patch: NonNullable<Change['patch']>): Change {
    const isSeries = from.recurrence !== null && from.occurrence !== null;
    return {
      kind: 'save',
      id: from.id,
      occurrence: isSeries ? (from.occurrence ?? undefined) : undefined,
      version: from.version,
      title: wanted.title.trim(),
      timeZone: wanted.timeZone,
      allDay: wanted.allDay,
      patch,
      scopes: isSeries ? scopesOf(patch) : ['all'],
      onEnd: (done) => done && onClose(),
      onStale: async () => setTheirs((await readEvent(from.id, from.occurrence ?? undefined)).data),
    };
  }

  const form = useForm(first, checkEvent, async (values) => {
    if (!event) {
      onCreated(await createEvent(fieldsOf(values)));
      return;
    }
    const from = theirs ?? event;
    const change = changeOf(from, values, patchBetween(theirs ? formOf(theirs) : first, values, from));
    if (Object.keys(change.patch!).length === 0) onClose();
    else if (change.scopes.length > 1 || event.attendees.length + values.attendees.length > 0) onAsk(change);
    else await onStraight(change, change.scopes[0]!);
  });
  const { values, errors, set } = form;

  function setAll(next: EventForm) {
    for (const name of Object.keys(next) as (keyof EventForm)[]) if (next[name] !== values[name]) set(name, next[name]);
  }
  function take({ start, end }: TimeSpan) {
    const from = wallClockOf(start, values.timeZone);
    const to = wallClockOf(end, values.timeZone);
    setAll({ ...values, allDay: false, startDate: from.slice(0, 10), startTime: from.slice(11), endDate: to.slice(0, 10), endTime: to.slice(11) });
  }
  function takeTheirs() {
    const now = formOf(theirs!);
    setEvent(theirs);
    setFirst(now);
    setTheirs(undefined);
    form.reset(now);
  }
  function keys(key: KeyboardEvent) {
    if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) void form.submit(key);
  }

  const taken = form.problem && collision(form.problem);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(event ? 'calendar.form.edit' : 'calendar.form.create')}
      size="lg"
      fullScreen={isPhone}
      radius={isPhone ? 0 : undefined}
      closeOnClickOutside={false}
      closeOnEscape={!covered}
      trapFocus={!covered}
      data-testid="event-editor"
    >
      {/* Ctrl+Enter saves from any field */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form {...form.props} onKeyDown={keys}>
        <Stack gap="md">
          <TextInput
            label={t('calendar.form.title')}
            placeholder={t('calendar.form.titlePlaceholder')}
            value={values.title}
            onChange={(change) => set('title', change.currentTarget.value)}
            error={errors.title}
            maxLength={limits.title}
            autoComplete="off"
            data-autofocus
            data-testid="event-title"
          />
          <SegmentedControl
            fullWidth
            orientation={isPhone ? 'vertical' : 'horizontal'}
            aria-label={t('calendar.form.type')}
            value={values.type}
            onChange={(value) => set('type', value as EventForm['type'])}
            data={eventTypes.map((value) => ({
              value,
              label: (
                <span className={classes.type} style={kindStyle(value)}>
                  <KindIcon kind={value} />
                  {t(`calendar.types.${value}`)}
                </span>
              ),
            }))}
          />
          <WhenFields values={values} errors={errors} zone={zone} showZone={more} onChange={setAll} />
          <RepeatField values={values} error={errors.recurrence} onChange={(recurrence) => set('recurrence', recurrence)} />
          <PlaceField values={values} error={errors.place} set={set} mayBeNew={!event || first.place !== 'room'} />
          <PeopleField values={values} error={errors.attendees} set={set} zone={zone} onTake={take} />
          {more ? (
            <>
              <RemindersField value={values.reminders} error={errors.reminders} onChange={(reminders) => set('reminders', reminders)} />
              <Textarea
                label={t('calendar.form.description')}
                value={values.description}
                onChange={(change) => set('description', change.currentTarget.value)}
                error={errors.description}
                maxLength={limits.description}
                autosize
                minRows={2}
                maxRows={10}
              />
            </>
          ) : (
            <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setMore(true)}>
              {t('calendar.form.more')}
            </Button>
          )}
          <FormWarnings values={values} event={event} zone={zone} quiet={taken !== undefined} onTake={take} />
          {taken ? <Collisions {...taken} zone={zone} onTake={take} /> : <ProblemAlert problem={form.problem} />}
          {theirs && (
            <StaleAlert
              fields={differing(values, formOf(theirs)).map((name) => t(`calendar.form.${name}`))}
              busy={form.busy}
              onTakeTheirs={takeTheirs}
              onKeepMine={() => void form.submit()}
            />
          )}
          <Group justify="end" className={classes.foot}>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            {!theirs && (
              <Button type="submit" loading={form.busy} data-testid="event-save">
                {t(event ? 'calendar.form.save' : 'calendar.form.create_go')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const named = { title: 'title', description: 'description', type: 'type', timeZone: 'timeZone', attendees: 'attendees', reminders: 'reminders', place: 'place' } as const;

function differing(mine: EventForm, saved: EventForm) {
  const found: ((typeof named)[keyof typeof named] | 'start' | 'end')[] = (Object.keys(named) as (keyof typeof named)[]).filter(
    (name) => JSON.stringify(mine[name]) !== JSON.stringify(saved[name]),
  );
  if (mine.startDate !== saved.startDate || mine.startTime !== saved.startTime) found.push('start');
  if (mine.endDate !== saved.endDate || mine.endTime !== saved.endTime) found.push('end');
  return found;
}
