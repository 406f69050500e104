import { MantineProvider } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '../../app/speak.testing';
import { countText } from './Bell';
import { LiveNews } from './LiveNews';
import { inbox } from './liveInbox';
import { told } from './notifications.testing';

beforeAll(() => speak('en'));

const preferences = vi.hoisted(() => ({ now: undefined as { notificationsEnabled: boolean } | undefined }));
vi.mock('../../api/preferences', () => ({ usePreferences: () => preferences.now, useTimeZone: () => 'Europe/Berlin' }));

const show = vi.spyOn(notifications, 'show').mockReturnValue('');
let visible: DocumentVisibilityState;
beforeEach(() => {
  show.mockClear();
  preferences.now = { notificationsEnabled: true };
  visible = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
});

const at = (path: string) =>
  render(
    <MemoryRouter initialEntries={[path]}>
      <LiveNews />
    </MemoryRouter>,
  );
const soon = { start: new Date(Date.now() + 5 * 60_000).toISOString(), end: new Date(Date.now() + 3_600_000).toISOString(), place: '/room/abc' };
const message = () => render(<MantineProvider env="test">{show.mock.calls[0]![0].message as ReactNode}</MantineProvider>);

it('says a reminder with the way into the call', () => {
  at('/calendar');
  inbox.changed(1, told('reminder', soon));
  expect(show.mock.calls[0]![0]).toMatchObject({ title: 'Planning', position: 'bottom-right' });
  message();
  expect(screen.getByText(/Begins in 5 minutes/)).toBeTruthy();
  const join = screen.getByRole('link', { name: 'Join: Planning' });
  expect([join.getAttribute('href'), join.getAttribute('target')]).toEqual(['/room/abc', null]);
});

it('opens another call beside the one that a person is in', () => {
  at('/room/xyz');
  inbox.changed(1, told('room_started', soon));
  expect(show.mock.calls[0]![0]).toMatchObject({ position: 'bottom-left' });
  message();
  expect(screen.getByRole('link').getAttribute('target')).toBe('_blank');
});

it('only raises the count for all else', () => {
  at('/');
  for (const kind of ['invitation', 'change', 'cancellation', 'answer'] as const) inbox.changed(1, told(kind));
  inbox.changed(1, null);
  expect(show).not.toHaveBeenCalled();
});

it.each<[string, () => void, string]>([
  ['the person wants no notifications', () => (preferences.now = { notificationsEnabled: false }), '/'],
  ['nobody looks at the page', () => (visible = 'hidden'), '/'],
  ['the person is in that very room', () => {}, '/room/abc'],
])('is silent when %s', (_when, become, path) => {
  become();
  at(path);
  inbox.changed(1, told('room_started', soon));
  expect(show).not.toHaveBeenCalled();
});

it.each([
  [1, '1'],
  [99, '99'],
  [100, '99+'],
])('%i unread are shown as %s', (count, text) => {
  expect(countText(count)).toBe(text);
});
