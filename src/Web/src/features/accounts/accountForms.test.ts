import { expect, it } from 'vitest';
import { returnPath } from './accountForms';

it.each(['/', '/settings', '/room/abc-defg-hjk?pass=x'])('goes back to %s after signing in', (path) => {
  expect(returnPath(path)).toBe(path);
});

it.each([null, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])(
  'goes home rather than to %s',
  (path) => {
    expect(returnPath(path)).toBe('/');
  },
);
