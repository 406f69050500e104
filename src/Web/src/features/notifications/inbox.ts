import { countUnread, listNotifications, markAllRead, markRead, type Notification, type NotificationPage } from '../../api/notifications';
import { type Problem, problemOf } from '../../api/problem';
import { Emitter, Store } from '../../realtime/store';

export interface InboxState {
  /** Undefined: not known yet. The last one known stays while nobody can be asked. */
  unread: number | undefined;
  /** As the server sorts them; undefined: never read. */
  items: readonly Notification[] | undefined;
  next: string | null;
  busy: 'no' | 'list' | 'more' | 'all';
  /** Why the last attempt failed. */
  problem: Problem | undefined;
}

interface Server {
  list: (cursor?: string) => Promise<NotificationPage>;
  count: () => Promise<number>;
  markRead: (id: string) => Promise<unknown>;
  markAllRead: () => Promise<unknown>;
}

const nothing: InboxState = { unread: undefined, items: undefined, next: null, busy: 'no', problem: undefined };

/** What one person was told, as far as this tab knows it. */
export class Inbox {
  /** What came while somebody was connected. */
  readonly news = new Emitter<Notification>();
  readonly #state = new Store<InboxState>(nothing);
  readonly #server: Server;
  /** Answers to an earlier question do not overwrite those to a later one. */
  #round = 0;

  constructor(server: Server = { list: listNotifications, count: countUnread, markRead, markAllRead }) {
    this.#server = server;
  }

  getSnapshot = () => this.#state.getSnapshot();
  subscribe = this.#state.subscribe;

  /** Somebody else is at this browser. */
  forget(): void {
    this.#round++;
    this.#state.set(nothing);
  }

  /** The server told of a change: how much is unread now, and what came; null: something was read, here or elsewhere. */
  changed(unread: number, came: Notification | null): void {
    const { items } = this.getSnapshot();
    const after = came
      ? items && [came, ...items.filter(({ id }) => id !== came.id)]
      : unread === 0
        ? items?.map(read)
        : items;
    this.#state.set({ unread, items: after });
    if (came) this.news.emit(came);
  }

  /** Reads the beginning of the list anew; what was shown stays until it is there. */
  async load(): Promise<void> {
    const round = ++this.#round;
    this.#state.set({ busy: 'list', problem: undefined });
    try {
      const [page, unread] = await Promise.all([this.#server.list(), this.#server.count()]);
      if (round === this.#round) this.#state.set({ items: page.items, next: page.nextCursor, unread, busy: 'no' });
    } catch (error) {
      if (round === this.#round) this.#state.set({ problem: problemOf(error), busy: 'no' });
    }
  }

  async more(): Promise<void> {
    const { next, busy } = this.getSnapshot();
    if (!next || busy !== 'no') return;
    const round = ++this.#round;
    this.#state.set({ busy: 'more', problem: undefined });
    try {
      const page = await this.#server.list(next);
      if (round !== this.#round) return;
      // What was read or came in the meantime may stand on both pages
      const known = this.getSnapshot().items ?? [];
      const fresh = page.items.filter(({ id }) => known.every((item) => item.id !== id));
      this.#state.set({ items: [...known, ...fresh], next: page.nextCursor, busy: 'no' });
    } catch (error) {
      if (round === this.#round) this.#state.set({ problem: problemOf(error), busy: 'no' });
    }
  }

  /** Shown as read at once, and as unread again when the server did not hear of it. */
  async read(id: string): Promise<void> {
    const { items, unread } = this.getSnapshot();
    if (items?.find((item) => item.id === id)?.isRead !== false) return;
    const become = (isRead: boolean) => this.#items((item) => (item.id === id ? { ...item, isRead } : item));
    become(true);
    if (unread) this.#state.set({ unread: unread - 1 });
    try {
      await this.#server.markRead(id);
    } catch {
      become(false);
      this.#state.set({ unread });
    }
  }

  async readAll(): Promise<void> {
    this.#state.set({ busy: 'all', problem: undefined });
    try {
      await this.#server.markAllRead();
      this.#items(read);
      this.#state.set({ unread: 0, busy: 'no' });
    } catch (error) {
      this.#state.set({ problem: problemOf(error), busy: 'no' });
    }
  }

  #items(change: (item: Notification) => Notification): void {
    this.#state.set({ items: this.getSnapshot().items?.map(change) });
  }
}

const read = (item: Notification): Notification => (item.isRead ? item : { ...item, isRead: true });
