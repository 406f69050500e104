import { describe, expect, it, vi } from 'vitest';
import type { CalendarEvent, Occurrence } from '../../api/calendar';
import { Problem } from '../../api/problem';
import { droppedOccurrence, isSamePlace, patchOf, scopesOf } from './dragging';
import { DragWatch } from './dragWatch';
import { checkEvent, emptyForm, fieldsOf, formOf, patchBetween, startOf, withStart } from './eventForm';
import { EventWindow } from './eventWindow';
import { agendaOf, canJoin, collisionsAt, daysOf } from './occurrences';
import { daysShown, firstDayOfWeek, firstView, step, titleOf } from './views';
import { newDraft } from '../../ui/recurrence';
import { addMonths, isDate } from '../../ui/wallTime';

const say = ((key: string) => key) as never;

const occurrence = (more: Partial<Occurrence> = {}): Occurrence => ({
  eventId: 'e1',
  occurrence: '2026-11-24T09:00:00',
  title: 'Sync',
  type: 'meeting',
  status: 'scheduled',
  allDay: false,
  start: '2026-11-24T08:00:00Z',
  end: '2026-11-24T09:00:00Z',
  startLocal: '2026-11-24T09:00:00',
  endLocal: '2026-11-24T10:00:00',
  timeZone: 'Europe/Berlin',
  place: { kind: 'room', roomId: 'r1', roomCode: 'abc-defg-hjk', url: '/room/abc-defg-hjk' },
  isRecurring: false,
  isChanged: false,
  isOrganizer: true,
  answer: null,
  organizerName: 'Anna',
  attendeeCount: 0,
  version: 3,
  joinFrom: '2026-11-24T07:50:00Z',
  outside: null,
  ...more,
});

const event = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'e1',
  uid: 'e1@videoconf',
  title: 'Sync',
  description: null,
  type: 'meeting',
  status: 'scheduled',
  allDay: false,
  start: '2026-11-24T08:00:00Z',
  end: '2026-11-24T09:00:00Z',
  startLocal: '2026-11-24T09:00:00',
  endLocal: '2026-11-24T10:00:00',
  timeZone: 'Europe/Berlin',
  recurrence: null,
  attendees: [],
  reminders: [10],
  place: { kind: 'none', roomId: null, roomCode: null, url: null },
  organizer: { id: 'p1', name: 'Anna', email: 'anna@example.com' },
  isOrganizer: true,
  answer: null,
  occurrence: null,
  isChanged: false,
  sequence: 0,
  createdAt: '2026-11-20T08:00:00Z',
  version: 3,
  ...more,
});

describe('dragging', () => {
  it('speaks the clock of the event’s own zone, wherever the hand is', () => {
    // Dropped at 12:00 in Moscow
    const dropped = { start: '2026-11-25T12:00:00+03:00', end: '2026-11-25T13:00:00+03:00', allDay: false };
    expect(patchOf(occurrence(), dropped)).toEqual({ start: '2026-11-25T10:00:00', end: '2026-11-25T11:00:00' });
  });

  it('pulling one edge leaves the other', () => {
    const dropped = { start: '2026-11-24T11:00:00+03:00', end: '2026-11-24T13:30:00+03:00', allDay: false };
    expect(patchOf(occurrence(), dropped)).toEqual({ start: '2026-11-24T09:00:00', end: '2026-11-24T11:30:00' });
  });

  it('among the whole days the event becomes one of a day, and comes back with an hour', () => {
    expect(patchOf(occurrence(), { start: '2026-11-26', end: '', allDay: true })).toEqual({
      start: '2026-11-26T00:00:00',
      end: '2026-11-27T00:00:00',
      allDay: true,
    });
    const allDay = occurrence({ allDay: true, startLocal: '2026-11-26T00:00:00', endLocal: '2026-11-27T00:00:00' });
    expect(patchOf(allDay, { start: '2026-11-26T10:00:00+01:00', end: '2026-11-26T11:00:00+01:00', allDay: false })).toMatchObject({ allDay: false });
  });

  it('what a series has once cannot be changed for one date', () => {
    expect(scopesOf({ start: '2026-11-25T10:00:00', end: '2026-11-25T11:00:00' })).toEqual(['this', 'following', 'all']);
    expect(scopesOf({ start: '2026-11-25T00:00:00', end: '2026-11-26T00:00:00', allDay: true })).toEqual(['following', 'all']);
  });

  it('a drag that ends where it began changes nothing', () => {
    expect(isSamePlace(occurrence(), { start: '2026-11-24T11:00:00+03:00', end: '2026-11-24T12:00:00+03:00', allDay: false })).toBe(true);
    expect(isSamePlace(occurrence(), { start: '2026-11-24T11:15:00+03:00', end: '2026-11-24T12:15:00+03:00', allDay: false })).toBe(false);
  });

  it('is shown before the server has answered', () => {
    const after = droppedOccurrence(occurrence(), { start: '2026-11-25T12:00:00+03:00', end: '2026-11-25T13:00:00+03:00', allDay: false });
    expect(after).toMatchObject({ start: '2026-11-25T09:00:00.000Z', startLocal: '2026-11-25T10:00:00', title: 'Sync' });
  });

  it('names at once what it collides with on the page, and asks the server for the rest', async () => {
    vi.useFakeTimers();
    const other = occurrence({ eventId: 'e2', title: 'Other' });
    const preview = vi.fn(() => Promise.resolve({ conflicts: [{ start: 'a', end: 'b', startLocal: '', roomCode: '', eventTitle: null }] }));
    const watch = new DragWatch(() => [other], preview);
    watch.hover(occurrence(), { start: '2026-11-24T08:30:00Z', end: '2026-11-24T09:30:00Z', allDay: false });
    expect(watch.getSnapshot()?.title).toBe('Other');
    await vi.runAllTimersAsync();
    expect(preview).not.toHaveBeenCalled();

    const elsewhere = { start: '2026-11-24T12:00:00Z', end: '2026-11-24T13:00:00Z', allDay: false };
    watch.hover(occurrence({ isRecurring: true }), elsewhere);
    expect(watch.getSnapshot()).toBeUndefined();
    await vi.runAllTimersAsync();
    expect(preview).toHaveBeenCalledWith(
      { id: 'e1', scope: 'this', occurrence: '2026-11-24T09:00:00', tag: '"3"' },
      { start: '2026-11-24T13:00:00', end: '2026-11-24T14:00:00' },
    );
    expect(watch.getSnapshot()).toEqual({ title: null, start: 'a', end: 'b' });
    watch.hover(occurrence());
    expect(watch.getSnapshot()).toBeUndefined();
    vi.useRealTimers();
  });
});

describe('the window of events', () => {
  const answers = (...lists: (Occurrence[] | Problem)[]) =>
    vi.fn(() => {
      const next = lists.length > 1 ? lists.shift()! : lists[0]!;
      return next instanceof Problem ? Promise.reject(next) : Promise.resolve(next);
    });

  it('shows days seen before at once and reads them anew when they are old', async () => {
    let now = 0;
    const load = answers([occurrence()], [], [occurrence({ title: 'New' })]);
    const window = new EventWindow(load, () => now);
    expect(window.getSnapshot().isEmptyHanded).toBe(true);
    await window.show('a', 'b');
    await window.show('b', 'c');
    void window.show('a', 'b');
    expect(window.getSnapshot().items).toHaveLength(1);
    expect(load).toHaveBeenCalledTimes(2);
    now = 60_000;
    const reading = window.show('a', 'b');
    expect(window.getSnapshot()).toMatchObject({ busy: true, items: [{ title: 'Sync' }] });
    await reading;
    expect(window.getSnapshot()).toMatchObject({ busy: false, items: [{ title: 'New' }] });
  });

  it('keeps what it has when the network is away, and says so', async () => {
    const window = new EventWindow(answers([occurrence()], new Problem('offline', 0)));
    await window.show('a', 'b');
    await window.refresh();
    expect(window.getSnapshot()).toMatchObject({ problem: { code: 'offline' }, items: [{ title: 'Sync' }], isEmptyHanded: false });
  });

  it('keeps the very list when nothing has changed, so that nothing is drawn anew', async () => {
    const window = new EventWindow(answers([occurrence()], [occurrence()]));
    await window.show('a', 'b');
    const before = window.getSnapshot().items;
    await window.refresh();
    expect(window.getSnapshot().items).toBe(before);
  });

  it('an answer for days that are no longer looked at does not replace what is shown', async () => {
    let late: (items: Occurrence[]) => void = () => {};
    const load = vi.fn((from: string) => (from === 'a' ? new Promise<Occurrence[]>((resolve) => (late = resolve)) : Promise.resolve([occurrence()])));
    const window = new EventWindow(load);
    const first = window.show('a', 'b');
    await window.show('b', 'c');
    late([]);
    await first;
    expect(window.getSnapshot().items).toHaveLength(1);
  });

  it('lays a move over what was read, and takes it away when it is refused or confirmed', async () => {
    const window = new EventWindow(answers([occurrence()], [occurrence({ title: 'Confirmed' })]));
    await window.show('a', 'b');
    const takeBack = window.override(occurrence({ title: 'Moved' }));
    expect(window.getSnapshot().items[0]?.title).toBe('Moved');
    takeBack();
    expect(window.getSnapshot().items[0]?.title).toBe('Sync');
    window.override(occurrence({ title: 'Moved' }));
    await window.refresh();
    expect(window.getSnapshot().items[0]?.title).toBe('Confirmed');
  });
});

describe('the form', () => {
  const form = emptyForm('2026-11-24T09:00:00', '2026-11-24T10:00:00', false, 'Europe/Berlin');

  it('needs a title, and an end after the start', () => {
    expect(Object.keys(checkEvent(form, say))).toEqual(['title']);
    expect(Object.keys(checkEvent({ ...form, title: 'x', endTime: '09:00' }, say))).toEqual(['end']);
    expect(checkEvent({ ...form, title: 'x' }, say)).toEqual({});
  });

  it.each([
    ['title', { title: 'x'.repeat(201) }],
    ['description', { description: 'x'.repeat(8001) }],
    ['start', { startDate: '' }],
    ['end', { endDate: '2026-11-23' }],
    ['attendees', { attendees: ['boris'] }],
    ['place', { place: 'room', room: ' ' }],
    ['place', { place: 'link', url: 'javascript:alert(1)' }],
    ['place', { place: 'google_meet', url: 'https://example.com' }],
  ] as const)('complains at %s about %j', (field, change) => {
    expect(Object.keys(checkEvent({ ...form, title: 'x', ...change } as typeof form, say))).toEqual([field]);
  });

  it('another start takes end and rule along', () => {
    const weekly = { ...form, recurrence: { by: 'draft' as const, draft: newDraft(startOf(form)) } };
    const moved = withStart(weekly, '2026-11-26', '23:30');
    expect(moved).toMatchObject({ endDate: '2026-11-27', endTime: '00:30' });
    expect(fieldsOf(moved)).toMatchObject({ recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TH' } });
    expect(withStart(form, '', '09:00').endDate).toBe('2026-11-24');
    const typing = withStart(form, '2026-11-24', '');
    expect(withStart(typing, '2026-11-24', '15:00', form)).toMatchObject({ startTime: '15:00', endTime: '16:00' });
  });

  it('whole days include their last one, and are sent up to the next midnight', () => {
    const read = formOf(event({ allDay: true, startLocal: '2026-11-24T00:00:00', endLocal: '2026-11-26T00:00:00' }));
    expect(read).toMatchObject({ startDate: '2026-11-24', endDate: '2026-11-25' });
    expect(fieldsOf(read)).toMatchObject({ start: '2026-11-24T00:00:00', end: '2026-11-26T00:00:00' });
  });

  it('sends what was changed and nothing else', () => {
    const read = event({ place: { kind: 'room', roomId: 'r1', roomCode: 'abc-defg-hjk', url: '/room/abc-defg-hjk' } });
    const before = formOf(read);
    expect(patchBetween(before, before, read)).toEqual({});
    expect(patchBetween(before, { ...before, title: 'Other' }, read)).toEqual({ title: 'Other' });
    expect(patchBetween(before, { ...before, endTime: '11:00' }, read)).toEqual({ start: '2026-11-24T09:00:00', end: '2026-11-24T11:00:00' });
    expect(patchBetween(before, { ...before, place: 'none' }, read)).toEqual({ place: { kind: 'none' } });
  });

  it('keeps left-out dates of a series and a rule that it cannot say', () => {
    const recurrence = { rule: 'FREQ=WEEKLY;BYDAY=TU', exceptDates: ['2026-12-01T09:00:00'], extraDates: [] };
    const read = event({ recurrence });
    const before = formOf(read);
    expect(patchBetween(before, withStart(before, '2026-11-26', '09:00'), read)).toMatchObject({
      recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TH', exceptDates: ['2026-12-01T09:00:00'] },
    });
    const special = formOf(event({ recurrence: { ...recurrence, rule: 'FREQ=YEARLY;BYDAY=4TH;BYMONTH=11' } }));
    expect(fieldsOf(special)).toMatchObject({ recurrence: { rule: 'FREQ=YEARLY;BYDAY=4TH;BYMONTH=11' } });
    expect(patchBetween(before, { ...before, recurrence: { by: 'none' } }, read)).toEqual({ recurrence: null });
  });

  it('a link to a room is as good as its code', () => {
    expect(fieldsOf({ ...form, place: 'room', room: 'https://conf.example/room/ABCDEFGHJK' }).place).toEqual({ kind: 'room', room: 'abc-defg-hjk' });
  });
});

describe('occurrences', () => {
  it('stand on the days on which the person sees them', () => {
    const late = occurrence({ start: '2026-11-24T20:30:00Z', end: '2026-11-24T21:30:00Z' });
    expect(daysOf(late, 'Europe/Berlin')).toEqual({ first: '2026-11-24', last: '2026-11-24' });
    expect(daysOf(late, 'Europe/Moscow')).toEqual({ first: '2026-11-24', last: '2026-11-25' });
    expect(daysOf(occurrence({ end: '2026-11-24T21:00:00Z' }), 'Europe/Moscow').last).toBe('2026-11-24');
    const days = occurrence({ allDay: true, startLocal: '2026-11-24T00:00:00', endLocal: '2026-11-26T00:00:00' });
    expect(agendaOf([days, late], 'Europe/Berlin', '2026-11-25', '2026-12-01').map((day) => day.date)).toEqual(['2026-11-25']);
  });

  it('collide in the same room only', () => {
    const moving = occurrence();
    const others = [
      moving,
      occurrence({ eventId: 'e2', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' }),
      occurrence({ eventId: 'e3', place: { ...moving.place, roomId: 'r2' } }),
      occurrence({ eventId: 'e4', status: 'cancelled' }),
    ];
    expect(collisionsAt(others, moving, '2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z')).toEqual([]);
    expect(collisionsAt(others, moving, '2026-11-24T08:30:00Z', '2026-11-24T09:30:00Z').map((item) => item.eventId)).toEqual(['e2']);
  });

  it.each([
    ['2026-11-24T07:49:59Z', false],
    ['2026-11-24T07:50:00Z', true],
    ['2026-11-24T08:59:59Z', true],
    ['2026-11-24T09:00:00Z', false],
  ])('can be joined at %s: %s', (at, can) => {
    expect(canJoin(occurrence(), Date.parse(at))).toBe(can);
    expect(canJoin(occurrence({ status: 'cancelled' }), Date.parse(at))).toBe(false);
  });
});

describe('views', () => {
  it('a phone begins with the agenda, a desk with the week, an address with what it says', () => {
    expect(firstView(null, true)).toBe('agenda');
    expect(firstView(null, false)).toBe('week');
    expect(firstView('month', true)).toBe('month');
    expect(firstView('nonsense', false)).toBe('week');
  });

  it('weeks begin where the person’s weeks begin', () => {
    expect(firstDayOfWeek('en', ['en-US', 'en'])).toBe(0);
    expect(firstDayOfWeek('en', ['en-GB'])).toBe(1);
    expect(firstDayOfWeek('ru', ['en-US'])).toBe(1);
    expect(daysShown('week', '2026-11-22', 1)).toEqual({ from: '2026-11-16', to: '2026-11-23' });
    expect(daysShown('week', '2026-11-22', 0)).toEqual({ from: '2026-11-22', to: '2026-11-29' });
    expect(daysShown('month', '2026-11-22', 1)).toEqual({ from: '2026-10-26', to: '2026-12-07' });
  });

  it('steps do not stumble over short months', () => {
    expect(step('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(step('week', '2026-12-30', 1)).toBe('2027-01-06');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(isDate('2026-02-30')).toBe(false);
  });

  it('titles are of the language', () => {
    expect(titleOf('month', '2026-11-22', 1, 'ru')).toBe('Ноябрь 2026');
    expect(titleOf('month', '2026-11-22', 1, 'en-GB')).toBe('November 2026');
  });
});
