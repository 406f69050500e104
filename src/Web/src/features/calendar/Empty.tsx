import { Button } from '@mantine/core';
import { IconCalendarOff, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';

/** Stands where the agenda would be: nothing is planned, or nothing of the chosen kinds. */
export function Empty({ filtered, onAll, onNew }: { filtered: boolean; onAll: () => void; onNew: () => void }) {
  const { t } = useTranslation();
  return (
    <Panel>
      <Message
        order={2}
        icon={<IconCalendarOff size={40} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
        title={filtered ? t('calendar.nothingFiltered') : t('calendar.nothing')}
        text={filtered ? undefined : t('calendar.nothingText')}
      >
        {filtered ? (
          <Button variant="default" onClick={onAll}>
            {t('calendar.showAll')}
          </Button>
        ) : (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={onNew}>
            {t('calendar.new')}
          </Button>
        )}
      </Message>
    </Panel>
  );
}
