import { Button, Group } from '@mantine/core';
import { IconCalendarTime, IconCalendarX, IconEdit, IconFlag, IconRotate, IconUserX, IconUsers, IconVideo } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Interview } from '../../api/interviews';
import { Panel } from '../../ui/Panel';
import type { Dialog } from './Dialogs';
import { type Doable, doable } from './doable';

const icons: Record<Doable, typeof IconEdit> = {
  details: IconEdit,
  time: IconCalendarTime,
  people: IconUsers,
  service: IconVideo,
  cancel: IconCalendarX,
  reopen: IconRotate,
  end: IconFlag,
  noShow: IconUserX,
};

export function Manage({ interview, now, onDialog }: { interview: Interview; now: number; onDialog: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  const may = doable(interview, now);
  if (may.length === 0) return null;
  return (
    <Panel title={t('interviews.manage')}>
      <Group gap="sm">
        {may.map((of) => {
          const Icon = icons[of];
          const word = of === 'time' && interview.startsAt === null ? t('interviews.dialogs.time.first') : t(`interviews.dialogs.${of}.open`);
          return (
            <Button
              key={of}
              variant="default"
              c={of === 'cancel' ? 'var(--mantine-color-error)' : undefined}
              leftSection={<Icon size={18} aria-hidden />}
              onClick={() => onDialog({ of })}
              data-testid={`manage-${of}`}
            >
              {word}
            </Button>
          );
        })}
      </Group>
    </Panel>
  );
}
