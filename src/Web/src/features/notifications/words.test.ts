import { describe, expect, it } from 'vitest';
import type { NotificationContent, NotificationKind } from '../../api/notifications';
import { speak } from '../../app/speak.testing';
import { relativeTime } from '../../ui/relativeTime';
import { noon, told } from './notifications.testing';
import { eventPath, joinUrl, wordsOf } from './words';

const reading = (language: string, zone = 'Europe/Berlin', now = noon) => ({ language, zone, now });

describe('what a notification says', () => {
  it.each<[NotificationKind, Partial<NotificationContent>, string, string | undefined]>([
    ['invitation', {}, 'Anna invites you', 'Tue 12 January, 14:00–15:00'],
    ['invitation', { isSeries: true }, 'Anna invites you', 'A series, next: Tue 12 January, 14:00–15:00'],
    ['invitation', { by: null }, 'The organiser invites you', 'Tue 12 January, 14:00–15:00'],
    ['change', { what: ['time', 'place'], previousStart: '2027-01-11T13:00:00Z' }, 'New time, new place', 'Mon 11 Jan, 14:00 → Tue 12 Jan, 14:00'],
    ['change', { what: ['title'] }, 'New title: Planning', 'Tue 12 January, 14:00–15:00'],
    ['cancellation', {}, 'Cancelled. Organiser: Anna', 'It was planned for Tue 12 January, 14:00–15:00'],
    ['answer', { by: 'Boris', response: 'accepted' }, 'Boris: yes', 'Tue 12 January, 14:00–15:00'],
    ['answer', { by: 'Boris', response: 'declined', comment: 'Ill, sorry' }, 'Boris: no', '“Ill, sorry”'],
    ['reminder', { minutesBefore: 120 }, 'Begins in 2 hours', 'Tue 12 January, 14:00–15:00'],
    ['interview_scheduled', {}, 'Anna invites you to an interview', 'Tue 12 January, 14:00–15:00'],
    ['interview_changed', { what: ['place'] }, 'New place', 'Tue 12 January, 14:00–15:00'],
    ['interview_cancelled', {}, 'The interview is cancelled by Anna', 'It was planned for Tue 12 January, 14:00–15:00'],
    ['room_started', {}, 'The call has begun, Anna is there', 'Tue 12 January, 14:00–15:00'],
    ['invitation', { allDay: true, start: '2027-01-11T23:00:00Z', end: '2027-01-13T23:00:00Z' }, 'Anna invites you', 'Tue 12 January – Wed 13 January'],
    ['reminder', { start: null, end: null }, 'It begins soon', undefined],
  ])('%s %j', async (kind, content, text, detail) => {
    const words = wordsOf(told(kind, content), await speak('en'), reading('en'));
    expect(words.text).toBe(text);
    expect(words.detail?.replaceAll(/\s/g, ' ')).toBe(detail);
  });

  it('shows the start on the clock of whoever reads', async () => {
    const words = wordsOf(told('reminder'), await speak('en'), reading('en', 'Asia/Tokyo'));
    expect(words.detail).toContain('22:00');
  });

  it.each([
    ['2027-01-12T11:01:00Z', 'Начало через 1 минуту'],
    ['2027-01-12T11:02:00Z', 'Начало через 2 минуты'],
    ['2027-01-12T11:05:00Z', 'Начало через 5 минут'],
    ['2027-01-12T11:21:00Z', 'Начало через 21 минуту'],
    ['2027-01-12T10:50:00Z', 'Началось 10 минут назад'],
  ])('a reminder in Russian for %s', async (start, text) => {
    expect(wordsOf(told('reminder', { start }), await speak('ru'), reading('ru')).text).toBe(text);
  });
});

it.each([
  [1, '1 непрочитанное'],
  [3, '3 непрочитанных'],
  [5, '5 непрочитанных'],
  [21, '21 непрочитанное'],
  [112, '112 непрочитанных'],
])('the bell says %i in Russian', async (count, text) => {
  const t = await speak('ru');
  expect(t('notifications.bell', { count })).toBe(`Уведомления: ${text}`);
});

it.each([
  ['2027-01-12T11:00:20Z', 'now'],
  ['2027-01-12T10:59:00Z', '1 minute ago'],
  ['2027-01-12T11:10:00Z', 'in 10 minutes'],
  ['2027-01-12T09:30:00Z', '1 hour ago'],
  ['2027-01-11T11:00:00Z', 'yesterday'],
  ['2027-01-26T11:00:00Z', 'in 2 weeks'],
])('%s is %s', (instant, text) => {
  expect(relativeTime('en', instant, noon)).toBe(text);
});

describe('the way into the call', () => {
  const at = (instant: string) => Date.parse(instant);
  it.each<[NotificationKind, string, string, boolean]>([
    ['room_started', '/room/abc', '2027-01-12T12:00:00Z', true],
    ['reminder', '/room/abc', '2027-01-12T12:50:00Z', true],
    ['reminder', '/room/abc', '2027-01-12T12:49:00Z', false],
    ['reminder', 'https://meet.example/x', '2027-01-12T13:30:00Z', true],
    ['room_started', '/room/abc', '2027-01-12T14:00:00Z', false],
    ['invitation', '/room/abc', '2027-01-12T13:30:00Z', false],
    ['room_started', 'javascript:alert(1)', '2027-01-12T13:30:00Z', false],
    ['room_started', '//evil.example', '2027-01-12T13:30:00Z', false],
  ])('of a %s to %s at %s: %s', (kind, place, now, offered) => {
    expect(joinUrl(told(kind, { place }), at(now))).toBe(offered ? place : undefined);
  });
});

it('leads to the event on the day that it has for whoever reads', () => {
  const { content } = told('reminder', { start: '2027-01-12T23:30:00Z', occurrence: '2027-01-13T00:30:00', isSeries: true });
  expect(eventPath(content, 'Europe/Berlin')).toBe('/calendar?date=2027-01-13&event=e1&occurrence=2027-01-13T00%3A30%3A00');
  expect(eventPath({ ...content, isSeries: false }, 'Europe/London')).toBe('/calendar?date=2027-01-12&event=e1');
});
