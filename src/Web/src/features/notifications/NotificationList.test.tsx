import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { speak } from '../../app/speak.testing';
import { Inbox } from './inbox';
import { NotificationList } from './NotificationList';
import { told } from './notifications.testing';

beforeAll(() => speak('en'));

const host = { list: vi.fn(), count: vi.fn(), markRead: vi.fn(), markAllRead: vi.fn() };
let inbox: Inbox;
beforeEach(() => {
  vi.resetAllMocks();
  host.count.mockResolvedValue(1);
  host.markRead.mockResolvedValue(undefined);
  inbox = new Inbox(host);
});

const show = (onOpen?: () => void) =>
  render(
    <MantineProvider env="test">
      <MemoryRouter>
        <NotificationList inbox={inbox} order={2} onOpen={onOpen} />
      </MemoryRouter>
    </MantineProvider>,
  );

it('waits, then says that there is nothing', async () => {
  host.list.mockResolvedValue({ items: [], nextCursor: null });
  show();
  expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  await inbox.load();
  await screen.findByText('Nothing yet');
});

it('says why nothing could be read, and tries again', async () => {
  host.list.mockRejectedValueOnce(new Problem('offline', 0));
  show();
  await inbox.load();
  expect((await screen.findByRole('alert')).textContent).toContain('The server cannot be reached');
  host.list.mockResolvedValue({ items: [told('invitation')], nextCursor: null });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText(/Anna invites you/);
});

it('keeps what was read when the server goes away, and says that it may be old', async () => {
  host.list.mockResolvedValueOnce({ items: [told('invitation')], nextCursor: null }).mockRejectedValueOnce(new Problem('offline', 0));
  await inbox.load();
  await inbox.load();
  show();
  expect(screen.getByText(/Anna invites you/)).toBeTruthy();
  expect(screen.getByText(/may be out of date/)).toBeTruthy();
});

it('stands under its event; pressing reads it and opens the event', async () => {
  host.list.mockResolvedValue({ items: [told('invitation', {}, { id: 'n' }), told('reminder', {}, { isRead: true })], nextCursor: null });
  await inbox.load();
  const onOpen = vi.fn();
  show(onOpen);
  expect(screen.getAllByRole('heading', { name: 'Planning' })).toHaveLength(1);
  const link = screen.getByRole('link', { name: /New: ?Anna invites you/ });
  expect(link.getAttribute('href')).toContain('event=e1');
  await userEvent.click(link);
  expect(host.markRead).toHaveBeenCalledWith('n');
  expect(onOpen).toHaveBeenCalled();
  await waitFor(() => expect(within(link).queryByText('New:')).toBeNull());
});

it('is walked through with the arrows', async () => {
  host.list.mockResolvedValue({ items: [told('invitation', { eventId: 'a' }), told('invitation', { eventId: 'b' })], nextCursor: null });
  await inbox.load();
  show();
  const [first, second] = screen.getAllByRole('link');
  first!.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second);
  await userEvent.keyboard('{Home}');
  expect(document.activeElement).toBe(first);
});
