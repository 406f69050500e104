import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconCalendarX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { collision, type Conflict, type Scope, type TimeSpan } from '../../api/calendar';
import { patchOf } from './dragging';
import type { Change, Refused } from './useChanges';
import { spanText } from '../../ui/whenText';

const most = 5;

/** The dates on which a room is taken and, once the server has been asked to save, free times instead. */
export function Collisions({
  conflicts,
  alternatives,
  zone,
  onTake,
}: {
  conflicts: readonly Conflict[];
  alternatives?: readonly TimeSpan[];
  zone: string;
  onTake: (time: TimeSpan) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconCalendarX aria-hidden />} title={t('calendar.taken.title')} data-testid="collisions">
      <Stack gap="xs">
        <Text size="sm">{t('calendar.taken.dates', { count: conflicts.length })}</Text>
        <List size="sm" withPadding>
          {conflicts.slice(0, most).map(({ start, end, eventTitle }) => (
            <List.Item key={start}>
              {spanText(start, end, language, zone)}: {eventTitle ?? t('calendar.taken.somebody')}
            </List.Item>
          ))}
        </List>
        {conflicts.length > most && <Text size="sm">{t('calendar.change.andMore', { count: conflicts.length - most })}</Text>}
        {alternatives && (
          <>
            <Text size="sm">{t(alternatives.length > 0 ? 'calendar.taken.alternatives' : 'calendar.taken.none')}</Text>
            <Group gap="xs">
              {alternatives.slice(0, most).map((time) => (
                <Button key={time.start} size="compact-sm" variant="default" onClick={() => onTake(time)} data-testid="alternative">
                  {t('calendar.taken.take', { when: spanText(time.start, time.end, language, zone) })}
                </Button>
              ))}
            </Group>
          </>
        )}
      </Stack>
    </Alert>
  );
}

/** A drag that the server refused: back it goes, or to a time that is free. */
export function TakenDialog({
  refused: { change, scope, problem },
  zone,
  onTake,
  onClose,
}: {
  refused: Refused;
  zone: string;
  onTake: (change: Change, scope: Scope) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const found = collision(problem)!;
  function giveUp() {
    change.onEnd?.(false);
    onClose();
  }
  return (
    <Modal opened onClose={giveUp} title={change.title || t('calendar.noTitle')} data-testid="taken-dialog">
      <Stack gap="md">
        <Collisions
          {...found}
          zone={zone}
          onTake={(time) => {
            onClose();
            onTake({ ...change, patch: { ...change.patch, ...patchOf(change, { ...time, allDay: false }) } }, scope);
          }}
        />
        <Group justify="end">
          <Button variant="default" onClick={giveUp} data-autofocus>
            {t('calendar.taken.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
