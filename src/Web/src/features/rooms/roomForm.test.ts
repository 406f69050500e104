import { expect, it } from 'vitest';
import type { Room } from '../../api/client';
import { checkRoom, detailsOf, emptyRoom, formOf } from './roomForm';

const say = ((key: string) => key) as never;

it('an untouched form can be sent', () => {
  expect(checkRoom(emptyRoom, say)).toEqual({});
  expect(detailsOf(emptyRoom, 'Europe/Moscow')).toMatchObject({ name: '', scheduledStart: null, scheduledEnd: null, maxParticipants: 10 });
});

it('times are those of the person’s zone', () => {
  const form = { ...emptyRoom, scheduledStart: '2026-11-23T12:00', scheduledEnd: '2026-11-23T13:30' };
  expect(detailsOf(form, 'Europe/Moscow')).toMatchObject({
    scheduledStart: '2026-11-23T09:00:00Z',
    scheduledEnd: '2026-11-23T10:30:00Z',
  });
});

it.each([
  ['scheduledEnd', { scheduledStart: '2026-11-23T12:00', scheduledEnd: '2026-11-23T12:00' }],
  ['scheduledStart', { scheduledEnd: '2026-11-23T12:00' }],
  ['maxParticipants', { maxParticipants: 1 }],
  ['maxParticipants', { maxParticipants: '' }],
  ['maxParticipants', { maxParticipants: 2.5 }],
  ['name', { name: 'x'.repeat(121) }],
  ['description', { description: 'x'.repeat(2001) }],
])('complains at %s about %j', (field, values) => {
  expect(Object.keys(checkRoom({ ...emptyRoom, ...values }, say))).toEqual([field]);
});

it('what was read and not touched is sent back the same', () => {
  const settings = { muteOnEntry: true, allowScreenShare: false, allowGuests: true };
  const details = {
    name: 'Team',
    description: 'Every day',
    isPrivate: true,
    maxParticipants: 4,
    scheduledStart: '2026-11-23T09:00:00Z',
    scheduledEnd: null,
    recordingEnabled: true,
    settings,
  };
  expect(detailsOf(formOf(details as unknown as Room, 'America/New_York'), 'America/New_York')).toEqual(details);
});
