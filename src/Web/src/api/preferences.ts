import { useEffect, useSyncExternalStore } from 'react';
import { api, askWithTag, type UserPreferences } from './client';
import { currentSession, subscribeSession, useMe } from './session';

interface Kept {
  preferences: UserPreferences;
  /** ETag of what was read. */
  tag: string | undefined;
}

/** ETag of preferences that the server made up because the person has chosen nothing. */
const neverSaved = '"0"';

let kept: Kept | undefined;
let keptFor: string | undefined;
const listeners = new Set<() => void>();

function keep(next: Kept | undefined, personId: string | undefined) {
  kept = next;
  keptFor = personId;
  for (const listener of listeners) listener();
}

// Another person at the same browser has other preferences
subscribeSession(() => {
  if (currentPerson() !== keptFor) keep(undefined, undefined);
});

function currentPerson() {
  const session = currentSession();
  return session.status === 'known' ? session.me.id : undefined;
}

/** Reads the preferences of the present person from the server. Throws `Problem`. */
export async function loadPreferences(): Promise<Kept> {
  const personId = currentPerson();
  const { data, tag } = await askWithTag(api.GET('/api/v1/me/preferences'));
  const read = { preferences: data, tag };
  keep(read, personId);
  return read;
}

/** Saves all fields; refused as `version_mismatch` when they were changed elsewhere since they were read. Throws `Problem`. */
export async function savePreferences(preferences: UserPreferences, tag: string | undefined): Promise<Kept> {
  const personId = currentPerson();
  const saved = await askWithTag(
    api.PUT('/api/v1/me/preferences', { params: { header: tag ? { 'If-Match': tag } : {} }, body: preferences }),
  );
  const now = { preferences: saved.data ?? preferences, tag: saved.tag };
  keep(now, personId);
  return now;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The preferences of the present person, fetched once; undefined until known and for people without an identity. */
export function usePreferences(): UserPreferences | undefined {
  const personId = useMe()?.id;
  const now = useSyncExternalStore(subscribe, () => kept);
  useEffect(() => {
    // A page that only wants the time zone falls back to the browser's
    if (personId && !kept) loadPreferences().catch(() => {});
  }, [personId]);
  return now?.preferences;
}

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The zone in which the person reads times: the chosen one, else the browser's. */
export function useTimeZone(): string {
  const preferences = usePreferences();
  return (preferences && kept?.tag !== neverSaved && preferences.timeZone) || browserZone();
}
