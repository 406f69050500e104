import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { type Shortcut, useShortcuts } from './useShortcuts';

let done: Shortcut[];
beforeEach(() => {
  done = [];
});

function Page({ enabled = true }: { enabled?: boolean }) {
  const note = (key: Shortcut) => () => void done.push(key);
  useShortcuts({ m: note('m'), v: note('v'), d: note('d'), p: note('p'), l: note('l'), '?': note('?') }, enabled);
  return (
    <>
      <input data-testid="input" />
      <div role="dialog">
        <button data-testid="in-dialog" aria-label="x" />
      </div>
    </>
  );
}

it('does what the key says, in capitals and on a Russian keyboard too', () => {
  render(<Page />);
  for (const key of ['m', 'V', 'в', 'З', 'l', '?', 'x']) fireEvent.keyDown(document.body, { key });
  expect(done).toEqual(['m', 'v', 'd', 'p', 'l', '?']);
});

it('is silent while the person types, in a dialog, with a modifier and while a key is held', () => {
  render(<Page />);
  fireEvent.keyDown(screen.getByTestId('input'), { key: 'm' });
  fireEvent.keyDown(screen.getByTestId('in-dialog'), { key: 'm' });
  fireEvent.keyDown(document.body, { key: 'm', ctrlKey: true });
  fireEvent.keyDown(document.body, { key: 'm', repeat: true });
  expect(done).toEqual([]);
});

it('is silent when switched off', () => {
  render(<Page enabled={false} />);
  fireEvent.keyDown(document.body, { key: 'm' });
  expect(done).toEqual([]);
});
