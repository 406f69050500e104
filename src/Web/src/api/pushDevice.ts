import { addDevice, readPushKey, removeDevice } from './notifications';

/** How it stands with push in this browser. */
export type PushState = 'unsupported' | 'unavailable' | 'denied' | 'off' | 'on';

/** Why turning it on did not work, short of a refusal by the server. */
export class PushRefused extends Error {
  readonly why: 'denied' | 'dismissed' | 'unavailable' | 'failed';

  constructor(why: PushRefused['why']) {
    super(why);
    this.why = why;
  }
}

const worker = '/push-worker.js';
const stored = 'videoconf.push-device';

/** The id under which the server knows this browser, if this person turned push on in it. */
export function thisDevice(): string | undefined {
  try {
    return localStorage.getItem(stored) ?? undefined;
  } catch {
    return undefined; // storage may be forbidden
  }
}

function remember(id: string | undefined) {
  try {
    if (id) localStorage.setItem(stored, id);
    else localStorage.removeItem(stored);
  } catch {
    // storage may be forbidden; the device is then one of the list without a mark
  }
}

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** A worker is looked for and not registered: only turning push on does that. */
const subscription = async () => (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription() ?? null;

/** @param devices Ids that the server sends to: a subscription it has forgotten is none. */
export async function pushState(devices: readonly string[]): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (!(await readPushKey())) return 'unavailable';
  if (Notification.permission === 'denied') return 'denied';
  const device = thisDevice();
  return device && devices.includes(device) && (await subscription()) ? 'on' : 'off';
}

/** Asks for permission, so only after a press. Throws `PushRefused` or `Problem`. */
export async function turnPushOn(name: string): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') throw new PushRefused(permission === 'denied' ? 'denied' : 'dismissed');
  const key = await readPushKey();
  if (!key) throw new PushRefused('unavailable');
  const { endpoint, keys } = (await subscribe(key)).toJSON();
  const { id } = await addDevice(endpoint ?? '', { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' }, name);
  remember(id);
}

async function subscribe(key: string): Promise<PushSubscription> {
  try {
    await navigator.serviceWorker.register(worker, { scope: '/' });
    const { pushManager } = await navigator.serviceWorker.ready;
    // Bound to other keys of the server, or left by somebody else who was at this browser: his messages end with it
    await (await pushManager.getSubscription())?.unsubscribe();
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch {
    throw new PushRefused('failed');
  }
}

/** The server sends there no more; here the browser forgets it, too. */
export async function turnPushOff(id: string): Promise<void> {
  await removeDevice(id);
  if (id !== thisDevice()) return;
  remember(undefined);
  if (isSupported()) await (await subscription())?.unsubscribe();
}

/** Who signs out here is told nothing here any more; when nobody can be asked, signing out goes first. */
export async function leaveDevice(): Promise<void> {
  const id = thisDevice();
  if (id) await turnPushOff(id).catch(() => {});
}

const browsers = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const systems = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** What a person would call this browser: names of products, for the list of devices. */
export function deviceParts(userAgent: string): { browser: string; system: string } | undefined {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return browser && system ? { browser, system } : undefined;
}
