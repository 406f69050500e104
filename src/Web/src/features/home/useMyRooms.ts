import { useCallback, useEffect, useState } from 'react';
import type { Room } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import { listRooms } from '../../api/rooms';
import { useLoad } from '../../ui/useLoad';

const page = 20;
const refreshAfter = 15_000;

/** The person's rooms, kept fresh while the page is looked at. */
export function useMyRooms() {
  const load = useCallback(() => listRooms(page), []);
  const rooms = useLoad(load);
  const { value, set } = rooms;
  const [more, setMore] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });

  const shown = value?.items.length ?? 0;
  useEffect(() => {
    if (shown === 0) return;
    let current = true;
    const refresh = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const fresh = await listRooms(Math.min(100, Math.max(page, shown)));
        // Beyond a hundred the older ones are no longer asked for; they stay as they were
        if (current && shown <= 100) set(fresh);
      } catch {
        // What is shown stays; the next round tries again
      }
    };
    const timer = window.setInterval(refresh, refreshAfter);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      current = false;
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [shown, set]);

  async function showMore() {
    if (!value?.nextCursor) return;
    setMore({ busy: true });
    try {
      const next = await listRooms(page, value.nextCursor);
      set({ items: [...value.items, ...next.items], nextCursor: next.nextCursor });
      setMore({ busy: false });
    } catch (error) {
      setMore({ busy: false, problem: problemOf(error) });
    }
  }

  const replace = (room: Room) => {
    if (value) set({ ...value, items: value.items.map((each) => (each.id === room.id ? room : each)) });
  };

  return { ...rooms, more, showMore, replace };
}
