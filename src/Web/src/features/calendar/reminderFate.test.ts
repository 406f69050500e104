import { expect, it } from 'vitest';
import type { Delivery, Reminder } from '../../api/notifications';
import { speak } from '../../app/speak.testing';
import { deliveryText, fateOf, fateText } from './reminderFate';

const moment = (instant: string) => instant.slice(11, 16);
const delivery = (change: Partial<Delivery>): Delivery => ({ channel: 'email', state: 'sent', dueAt: '2027-01-12T10:00:00Z', attempts: 1, sentAt: null, code: null, reason: null, withdrawn: null, ...change });
const reminder = (change: Partial<Reminder>): Reminder => ({
  id: 'r',
  occurrence: '2027-01-12T11:00:00',
  start: '2027-01-12T10:30:00Z',
  minutesBefore: 30,
  dueAt: '2027-01-12T10:00:00Z',
  state: 'due',
  withdrawn: null,
  givenAt: null,
  listed: true,
  deliveries: [],
  ...change,
});

it.each<[Partial<Reminder>, string, string]>([
  [{}, 'due', 'due 10:00'],
  [{ state: 'given', givenAt: '2027-01-12T10:00:01Z', deliveries: [delivery({})] }, 'good', 'given 10:00'],
  [{ state: 'given', givenAt: '2027-01-12T10:00:01Z', deliveries: [delivery({}), delivery({ state: 'given_up' })] }, 'bad', 'given 10:00'],
  [{ state: 'withdrawn', withdrawn: 'moved' }, 'gone', 'withdrawn: the event was moved'],
  [{ state: 'withdrawn', withdrawn: 'declined' }, 'gone', 'withdrawn: you declined'],
])('%j is %s: %s', async (change, fate, text) => {
  const t = await speak('en');
  expect(fateOf(reminder(change))).toBe(fate);
  expect(fateText(reminder(change), t, moment)).toBe(text);
});

it.each<[Partial<Delivery>, string]>([
  [{ sentAt: '2027-01-12T10:02:00Z' }, 'E-mail: sent 10:02'],
  [{ channel: 'push', state: 'waiting' }, 'Push: waits until 10:00'],
  [{ state: 'failed', code: 'unreachable', reason: 'connect: refused' }, 'E-mail: failed (no connection), again 10:00'],
  [{ state: 'given_up', code: 'smtp_550', reason: '550 no such user' }, 'E-mail: failed: 550 no such user'],
  [{ state: 'given_up', code: 'smtp_550', reason: '' }, 'E-mail: failed: smtp_550'],
  [{ state: 'gathered', sentAt: '2027-01-12T08:00:00Z' }, 'E-mail: in the digest 08:00'],
  [{ state: 'withdrawn', withdrawn: 'over' }, 'E-mail: withdrawn: too late to be of use'],
])('%j reads %s', async (change, text) => {
  expect(deliveryText(delivery(change), await speak('en'), moment)).toBe(text);
});
