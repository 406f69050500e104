import { useSyncExternalStore } from 'react';
import { api, ask, type Me } from './client';
import { Problem, problemOf } from './problem';

/** Who the person at this browser is, as far as is known. */
export type Session =
  | { status: 'loading' }
  | { status: 'anonymous' }
  | { status: 'known'; me: Me }
  | { status: 'failed'; problem: Problem };

let session: Session = { status: 'loading' };
const listeners = new Set<() => void>();

function become(next: Session) {
  session = next;
  for (const listener of listeners) listener();
}

export const currentSession = () => session;

export function subscribeSession(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const useSession = () => useSyncExternalStore(subscribeSession, currentSession);

/** The person, once known. */
export function useMe(): Me | undefined {
  const now = useSession();
  return now.status === 'known' ? now.me : undefined;
}

export async function loadSession(): Promise<Session> {
  try {
    become({ status: 'known', me: await ask(api.GET('/api/v1/me')) });
  } catch (error) {
    const problem = problemOf(error);
    become(problem.status === 401 ? { status: 'anonymous' } : { status: 'failed', problem });
  }
  return session;
}

/** The identity to act under: the present one, else that of a new guest. Throws `Problem`. */
export async function ensureIdentity(displayName?: string): Promise<Me> {
  if (session.status !== 'known') await loadSession();
  if (session.status === 'failed') throw session.problem;
  if (session.status === 'known' && (session.me.kind === 'account' || displayName === undefined)) return session.me;
  return known(ask(api.POST('/api/v1/guests', { body: { displayName } })));
}

export const signIn = (email: string, password: string, remember: boolean) =>
  known(ask(api.POST('/api/v1/session', { body: { email, password, remember } })));

export const register = (account: { email: string; password: string; displayName: string; language: string; timeZone: string }) =>
  known(ask(api.POST('/api/v1/accounts', { body: account })));

/** Also renames a guest. */
export const changeProfile = (displayName: string) =>
  known(ask(api.PUT('/api/v1/me/profile', { body: { displayName } })));

export async function signOut() {
  await ask(api.DELETE('/api/v1/session'));
  become({ status: 'anonymous' });
}

async function known(answer: Promise<Me>): Promise<Me> {
  const me = await answer;
  become({ status: 'known', me });
  return me;
}
