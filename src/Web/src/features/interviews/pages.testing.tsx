import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { loadSession } from '../../api/session';

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

type Answer = [number, object] | 'offline' | ((sent: Sent) => [number, object]);

/** A server of a few answers, by method and path, and what it was asked. */
export function fakeServer(answers: Record<string, Answer>) {
  const sent: Sent[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname } = new URL(request.url);
    const body: unknown = request.method === 'GET' ? undefined : await request.clone().json().catch(() => undefined);
    const one = { method: request.method, path: pathname.replace('/api/v1', ''), body, headers: request.headers };
    sent.push(one);
    const answer = answers[`${one.method} ${one.path}`] ?? [404, {}];
    if (answer === 'offline') throw new TypeError('offline');
    const [status, content] = typeof answer === 'function' ? answer(one) : answer;
    return Response.json(content, { status });
  });
  return { answers, sent, of: (method: string) => sent.filter((each) => each.method === method) };
}

export const account = { id: 'p1', kind: 'account', displayName: 'Ada', email: 'ada@example.org', isAdministrator: false };

export async function show(page: ReactNode, path: string, address: string) {
  await loadSession();
  const router = createMemoryRouter(
    [
      { path, element: page },
      { path: '*', element: <p data-testid="elsewhere" /> },
    ],
    { initialEntries: [address] },
  );
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return router;
}
