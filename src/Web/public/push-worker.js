// Shows what the server pushes, also when no page is open. It stores nothing and stands between no page and the network.

const home = '/notifications';

/** An address of this site, or nothing: a message never leads elsewhere unasked. */
function path(address) {
  if (typeof address !== 'string') return undefined;
  const url = new URL(address, self.location.origin);
  return url.origin === self.location.origin ? url.href : undefined;
}

function link(address) {
  if (typeof address !== 'string' || !URL.canParse(address, self.location.origin)) return undefined;
  const url = new URL(address, self.location.origin);
  return url.protocol === 'https:' || url.origin === self.location.origin ? url.href : undefined;
}

function read(event) {
  try {
    return event.data?.json() ?? {};
  } catch {
    return {};
  }
}

self.addEventListener('push', (event) => {
  const { id, title, body, url, join, tag, kind, actions } = read(event);
  const known = Array.isArray(actions) ? actions.filter(({ action }) => action === 'later' || (action === 'join' && join)) : [];
  event.waitUntil(
    // Browsers take the right away from who gets a push and shows nothing
    self.registration.showNotification(typeof title === 'string' && title ? title : 'VideoConf', {
      body: typeof body === 'string' ? body : '',
      tag: tag ?? id,
      // A second message about the same thing is heard, too
      renotify: Boolean(tag ?? id),
      requireInteraction: kind === 'room_started',
      icon: '/favicon.svg',
      data: { id, url, join },
      actions: known.map(({ action, title: label }) => ({ action, title: label })),
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { id, url, join } = event.notification.data ?? {};
  if (event.action === 'later') {
    event.waitUntil(later(id));
    return;
  }
  const joined = event.action === 'join' ? link(join) : undefined;
  event.waitUntil(open(joined ?? path(url) ?? new URL(home, self.location.origin).href, joined !== undefined));
});

/** The server pushes it once more; without a network it stays in the list. */
async function later(id) {
  if (typeof id !== 'string') return;
  await fetch(`/api/v1/notifications/${encodeURIComponent(id)}/later`, { method: 'POST', credentials: 'same-origin' }).catch(() => {});
}

/** In a tab of ours that is open, unless that one is in a call; a call gets a tab of its own. */
async function open(address, isCall) {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = tabs.find((tab) => tab.url === address);
  if (same) return same.focus();
  const free = isCall ? undefined : tabs.find((tab) => !/^\/room\/[^/]+$/.test(new URL(tab.url).pathname));
  if (!free) return self.clients.openWindow(address);
  try {
    await free.focus();
    return await free.navigate(address);
  } catch {
    // A page that this worker does not control cannot be led on
    return self.clients.openWindow(address);
  }
}

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain(event));
});

/** The push service has dropped the old one: without another the device falls silent. */
async function subscribeAgain(event) {
  const subscription =
    event.newSubscription ??
    (await self.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: event.oldSubscription?.options.applicationServerKey ?? (await publicKey()),
    }));
  const { endpoint, keys } = subscription.toJSON();
  await fetch('/api/v1/notifications/devices', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
  });
}

async function publicKey() {
  const answer = await fetch('/api/v1/notifications/push-key', { credentials: 'same-origin' });
  return (await answer.json()).publicKey;
}
