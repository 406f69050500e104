import i18next from 'i18next';
import createClient from 'openapi-fetch';
import { offline, problemFrom } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Me = Schemas['Me'];
export type Room = Schemas['RoomResource'];
export type UserPreferences = Schemas['UserPreferences'];

/** The typed client: paths, parameters and bodies are those of the server's OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  // Looked up at each call, so that a test or a service worker may put itself in between
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer; a refusal, or no answer, is thrown as a `Problem`. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await askWithTag(call)).data;
}

/** As `ask`, with the version (ETag) of what was read, to be sent back as If-Match. */
export async function askWithTag<T>(call: Promise<Answer<T>>): Promise<{ data: T; tag: string | undefined }> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offline();
  }
  if (!answer.response.ok) throw problemFrom(answer.response, answer.error);
  return { data: inWords(answer.data as T), tag: answer.response.headers.get('ETag') ?? undefined };
}

/** What the server says in place of what was somebody's and was erased. */
const erased = '‹erased›';

/** The same with words that a person reads in place of what was erased. */
function inWords<T>(data: T): T {
  if (typeof data === 'string') return (data === erased ? i18next.t('common.erased') : data) as T;
  if (Array.isArray(data)) return data.map(inWords) as T;
  if (data === null || typeof data !== 'object' || Object.getPrototypeOf(data) !== Object.prototype) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inWords(value)])) as T;
}
