import { describe, expect, it, vi } from 'vitest';
import { ask, askWithTag, api } from './client';
import { Problem, problemFrom } from './problem';

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });
const refusal = (call: Promise<unknown>): Promise<Problem> =>
  call.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => error as Problem,
  );

describe('problemFrom', () => {
  it('reads a problem document', () => {
    const problem = problemFrom(answer(400), {
      type: '/problems/invalid_request',
      title: 'Bad Request',
      status: 400,
      detail: 'Some of what was sent cannot be accepted.',
      code: 'invalid_request',
      errors: [{ field: 'name', code: 'too_long', message: 'name may have at most 120 characters.' }, { junk: true }],
    });
    expect(problem).toMatchObject({
      code: 'invalid_request',
      status: 400,
      detail: 'Some of what was sent cannot be accepted.',
      field: undefined,
      errors: [{ field: 'name', code: 'too_long', message: 'name may have at most 120 characters.' }],
    });
  });

  it.each([
    [401, 'not_signed_in'],
    [404, 'not_found'],
    [412, 'version_mismatch'],
    [502, 'unavailable'],
    [500, 'internal_error'],
    [418, 'unknown'],
  ])('gives a %i without a document the code %s', (status, code) => {
    expect(problemFrom(answer(status), '<html>').code).toBe(code);
  });

  it.each([
    ['30', 30],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['-5', undefined],
  ])('reads Retry-After: %s', (header, seconds) => {
    expect(problemFrom(answer(429, { 'Retry-After': header }), null).retryAfter).toBe(seconds);
  });
});

describe('the client', () => {
  it('throws the problem of a refused request', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(
      new Response(JSON.stringify({ code: 'room_not_found', detail: 'There is no such room.' }), {
        status: 404,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
    );
    const problem = await refusal(ask(api.GET('/api/v1/me')));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: 'room_not_found', status: 404, detail: 'There is no such room.' });
  });

  it('says offline when no answer comes', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await refusal(ask(api.GET('/api/v1/me')))).toMatchObject({ code: 'offline', status: 0 });
  });

  it('hands out the version of what was read', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(
      new Response('{"language":"ru"}', { headers: { 'Content-Type': 'application/json', ETag: '"7"' } }),
    );
    expect(await askWithTag(api.GET('/api/v1/me/preferences'))).toEqual({ data: { language: 'ru' }, tag: '"7"' });
  });
});
