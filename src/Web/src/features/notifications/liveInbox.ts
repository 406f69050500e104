import { currentSession, subscribeSession } from '../../api/session';
import type { InboxHub } from '../../realtime/inboxHub';
import { Inbox } from './inbox';

const afterTheFirstPaintMs = 1_000;

/** The one list of this tab, and the one connection that keeps it. */
export const inbox = new Inbox();

let person: string | undefined;
let hub: InboxHub | undefined;

/** Follows whoever is signed in with an account; nobody else has a list. */
export function followInbox(): () => void {
  follow();
  const stop = subscribeSession(follow);
  return () => {
    stop();
    become(undefined);
  };
}

function follow() {
  const session = currentSession();
  // What is unknown for a moment has not ended
  if (session.status === 'loading' || session.status === 'failed') return;
  become(session.status === 'known' && session.me.kind === 'account' ? session.me.id : undefined);
}

function become(next: string | undefined) {
  if (next === person) return;
  // Where nobody was before there is nothing to forget: a page may have begun to load the list by now
  if (person) inbox.forget();
  person = next;
  hub?.stop();
  hub = undefined;
  if (next) setTimeout(() => void connect(next), afterTheFirstPaintMs);
}

async function connect(of: string) {
  const { InboxHub } = await import('../../realtime/inboxHub');
  if (person !== of || hub) return;
  hub = new InboxHub('/hubs/notifications', (unread, news) => inbox.changed(unread, news));
  hub.start();
}
