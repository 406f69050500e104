import { MantineProvider, TextInput } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import { ProblemAlert } from './ProblemAlert';
import { useForm } from './useForm';

const sentences = {
  problems: {
    unknown: 'It went wrong',
    room_full: 'It is full',
    waitSeconds_one: 'Wait {{count}} second',
    waitSeconds_other: 'Wait {{count}} seconds',
  },
  fieldProblems: { too_long: 'Too long' },
};

beforeAll(async () => {
  const { initReactI18next } = await import('react-i18next');
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: sentences } } });
});

function Form({ send }: { send: (values: { name: string }) => Promise<void> }) {
  const form = useForm({ name: '' }, ({ name }) => (name ? ({} as Record<string, string>) : { name: 'Say a name' }), send);
  return (
    <form {...form.props}>
      <TextInput
        aria-label="name"
        value={form.values.name}
        onChange={(event) => form.set('name', event.currentTarget.value)}
        error={form.errors.name}
      />
      <ProblemAlert problem={form.problem} />
      <button type="submit">{'send'}</button>
    </form>
  );
}

function show(send: (values: { name: string }) => Promise<void>) {
  render(
    <MantineProvider>
      <Form send={send} />
    </MantineProvider>,
  );
  const press = () => userEvent.click(screen.getByRole('button', { name: 'send' }));
  return { field: screen.getByRole('textbox', { name: 'name' }), press };
}

it('complains at the field, puts the cursor there, and sends nothing', async () => {
  const send = vi.fn();
  const { field, press } = show(send);
  expect(screen.queryByText('Say a name')).toBeNull();
  await press();
  expect(screen.getByText('Say a name')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(send).not.toHaveBeenCalled();
});

it('shows the server’s complaint at its field until the field is changed', async () => {
  const errors = [{ field: 'name', code: 'too_long', message: 'name may have at most 3 characters.' }];
  const { field, press } = show(() => Promise.reject(new Problem('invalid_request', 400, { errors, field: 'name' })));
  await userEvent.type(field, 'Anna');
  await press();
  expect(await screen.findByText('Too long')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  await userEvent.type(field, '{Backspace}');
  expect(screen.queryByText('Too long')).toBeNull();
});

it('shows a refusal that is about no field above the button', async () => {
  const { field, press } = show(() => Promise.reject(new Problem('room_full', 409, { retryAfter: 5 })));
  await userEvent.type(field, 'Anna');
  await press();
  expect((await screen.findByRole('alert')).textContent).toBe('It is full Wait 5 seconds');
});

it('falls back to the server’s sentence where the code is new', async () => {
  const { field, press } = show(() => Promise.reject(new Problem('brand_new', 409, { detail: 'Something new.' })));
  await userEvent.type(field, 'Anna');
  await press();
  expect((await screen.findByRole('alert')).textContent).toBe('Something new.');
});

it('sends once, however often the button is pressed meanwhile', async () => {
  let done = () => {};
  const send = vi.fn(() => new Promise<void>((resolve) => (done = resolve)));
  const { field, press } = show(send);
  await userEvent.type(field, 'Anna');
  await press();
  await press();
  expect(send).toHaveBeenCalledTimes(1);
  done();
});
