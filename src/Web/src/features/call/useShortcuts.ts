import { useEffect, useRef } from 'react';

export type Shortcut = 'm' | 'v' | 'd' | 'p' | 'l' | '?';

// Where the keys sit on a Russian keyboard
const cyrillic: Record<string, Shortcut> = { ь: 'm', м: 'v', в: 'd', з: 'p', д: 'l' };

/** Single keys that do what the buttons do; silent while the person types or a dialog is open. */
export function useShortcuts(actions: Record<Shortcut, () => void>, enabled: boolean) {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    if (!enabled) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) return;
      const action = latest.current[shortcutOf(event.key)];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [enabled]);
}

function shortcutOf(key: string): Shortcut {
  const lower = key.toLowerCase();
  return cyrillic[lower] ?? (lower as Shortcut);
}
