import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ViewName, viewNames } from './views';

interface Doings {
  onNew: () => void;
  onToday: () => void;
  onStep: (by: 1 | -1) => void;
  onView: (view: ViewName) => void;
  onHelp: () => void;
}

/** One key each, as in other calendars; silent while somebody types or a dialog is open. */
export function useCalendarKeys(doings: Doings) {
  const latest = useRef(doings);
  useEffect(() => {
    latest.current = doings;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=radiogroup]')) return;
      if (document.querySelector('[role=dialog]')) return;
      const act = latest.current;
      const view = viewNames[Number(event.key) - 1];
      // By place on the keyboard: the letters are others on a Russian one
      if (view) act.onView(view);
      else if (event.code === 'KeyC') act.onNew();
      else if (event.code === 'KeyT') act.onToday();
      else if (event.code === 'KeyN' || event.code === 'KeyJ') act.onStep(1);
      else if (event.code === 'KeyP' || event.code === 'KeyK') act.onStep(-1);
      else if (event.code === 'KeyH' || event.key === '?') act.onHelp();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

const keys = [
  ['new', ['C']],
  ['today', ['T']],
  ['next', ['N', 'J']],
  ['previous', ['P', 'K']],
  ['views', ['1', '2', '3', '4']],
  ['help', ['H', '?']],
] as const;

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('calendar.keys.title')}>
      <Stack gap="xs">
        {keys.map(([name, pressed]) => (
          <Group key={name} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(`calendar.keys.${name}`)}</Text>
            <Group gap={4} wrap="nowrap">
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Text size="sm" c="dimmed">
          {t('calendar.keys.note')}
        </Text>
      </Stack>
    </Modal>
  );
}
