import { useEffect } from 'react';
import type { EventWindow } from './eventWindow';

const refreshMs = 60_000;

/** Looks for what others changed: when the page is looked at again, when the network is back, and now and then. */
export function useRefreshing(events: EventWindow) {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void events.refresh();
    };
    const timer = window.setInterval(refresh, refreshMs);
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('online', refresh);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
      window.removeEventListener('online', refresh);
    };
  }, [events]);
}
