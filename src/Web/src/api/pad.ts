import { api, ask, type Schemas } from './client';
import { problemOf } from './problem';

export type PadEdit = Schemas['EditResource'];
export type PadPage = Schemas['ShowCodePadAnswer'];

/** In characters. A browser sends 64 KiB at most for a page that goes away. */
const mostAtLast = 60_000;

export const readPad = (id: string, since: number): Promise<PadPage> =>
  ask(api.GET('/api/v1/interviews/{id}/pad', { params: { path: { id }, query: { since } } }));

export interface WholePad {
  language: string;
  edits: readonly PadEdit[];
}

/** All that was ever written, page by page. */
export async function readWholePad(id: string): Promise<WholePad> {
  const edits: PadEdit[] = [];
  for (let since = 0; ; ) {
    const page = await readPad(id, since);
    edits.push(...page.edits);
    if (!page.hasMore) return { language: page.language, edits };
    since = page.version;
  }
}

/** What a pad asks of the server. */
export const padServer = (id: string) => ({
  read: (since: number) => readPad(id, since),
  append: async (updates: readonly string[]) =>
    (await ask(api.POST('/api/v1/interviews/{id}/pad/edits', { params: { path: { id } }, body: { updates: [...updates] } }))).version,
  chooseLanguage: async (language: string) => {
    await ask(api.PUT('/api/v1/interviews/{id}/pad/language', { params: { path: { id } }, body: { language } }));
  },
  appendAtLast: (updates: readonly string[]) => {
    keepUnsaved(id, updates);
    const body = JSON.stringify({ updates });
    void fetch(`/api/v1/interviews/${id}/pad/edits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      keepalive: body.length <= mostAtLast,
    }).catch(() => {});
  },
});

// A page that goes away does not hear whether its last words were taken: the next one in this tab sends them again
const unsavedOf = (id: string) => `pad.unsaved.${id}`;

function keepUnsaved(id: string, updates: readonly string[]): void {
  try {
    sessionStorage.setItem(unsavedOf(id), JSON.stringify(updates));
  } catch {
    // Full, or forbidden: then the request alone must do
  }
}

/** What an earlier page of this tab may not have saved; once. */
export function takeUnsaved(id: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(unsavedOf(id)) ?? '[]');
    sessionStorage.removeItem(unsavedOf(id));
    return Array.isArray(kept) ? kept.filter((update) => typeof update === 'string') : [];
  } catch {
    return [];
  }
}

/** The interview that is held in a room, or null when none is that the person may see. */
export async function readInterviewOfRoom(code: string): Promise<Schemas['InterviewResource'] | null> {
  try {
    return await ask(api.GET('/api/v1/interviews/of-room/{code}', { params: { path: { code } } }));
  } catch (error) {
    if (problemOf(error).status === 404) return null;
    throw error;
  }
}
