import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TFunction } from 'i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { speak } from '../../../app/speak.testing';
import { demoInterview, entered } from './demoInterview';
import DemoPage from './DemoPage';

let t: TFunction;
beforeAll(async () => {
  t = await speak('en');
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
const next = () => userEvent.click(screen.getByTestId('demo-next'));
const step = () => screen.getByTestId('demo').dataset.step;

it('is clicked through from beginning to end, and asks the server for nothing', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  const router = createMemoryRouter([{ path: '/demo', element: <DemoPage /> }], { initialEntries: ['/demo'] });
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  screen.getByText('This is an example');
  await next();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('It is planned'));
  await next();
  await userEvent.click(await screen.findByRole('button', { name: 'Join' }));

  const bar = await screen.findByTestId('phase-bar');
  expect(step()).toBe('room');
  await userEvent.click(within(bar).getByRole('button', { name: 'Begin' }));
  await userEvent.click(await within(bar).findByRole('button', { name: 'On to: First round' }));
  fireEvent.change(screen.getByTestId('sheet-notes'), { target: { value: 'Quick' } });
  await userEvent.click(await within(bar).findByRole('button', { name: 'Swap parts' }));
  await within(bar).findByText('Vera asks');
  await userEvent.click(screen.getByTestId('end-interview'));
  await userEvent.click(await screen.findByTestId('end-go'));

  const form = await screen.findByTestId('feedback-form');
  fireEvent.change(within(form).getByLabelText('For Vera'), { target: { value: 'Well asked' } });
  await userEvent.click(screen.getByTestId('give-feedback'));
  await screen.findByText('Well asked');
  await screen.findByText(/You thought aloud/);
  expect(screen.getByRole('link', { name: 'Schedule your own' }).getAttribute('href')).toContain('/register');

  await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
  await waitFor(() => expect(step()).toBe('welcome'));
  expect(asked).not.toHaveBeenCalled();
});

it('stands where a step needs it, wherever one came from', () => {
  const now = Date.now();
  const first = demoInterview(t, now);
  expect(entered('room', first, t, now)).toBe(first);
  const over = entered('after', first, t, now);
  expect([over.state, over.feedback.length]).toEqual(['ended', 1]);
  expect(entered('after', over, t, now)).toBe(over);
  expect(entered('room', over, t, now).state).toBe('confirmed');
  expect(entered('welcome', over, t, now).feedback).toEqual([]);
});
