import { Drawer, Skeleton, Stack, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type CalendarEvent, type Occurrence, readEvent } from '../../api/calendar';
import { LoadFailed } from '../../ui/LoadFailed';
import { useLoad } from '../../ui/useLoad';
import { EventDetails } from './EventDetails';
import { EventHistory } from './EventHistory';
import { OutsideDetails } from './OutsideDetails';
import { OwnReminders } from './OwnReminders';
import type { Change } from './useChanges';

/** One event beside the calendar: what it is, who comes, what can be done with it, and what became of it. */
export function EventPanel({
  id,
  occurrence,
  item,
  zone,
  covered,
  onClose,
  onEdit,
  onChange,
  onAnswered,
}: {
  id: string;
  occurrence: string | undefined;
  /** The occurrence as the calendar shows it, when it does. */
  item: Occurrence | undefined;
  zone: string;
  /** Another dialog lies over it and has the keys. */
  covered: boolean;
  onClose: () => void;
  onEdit: (event: CalendarEvent) => void;
  onChange: (change: Change) => void;
  onAnswered: () => void;
}) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 40em)');
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={!covered}
      trapFocus={!covered}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '88%' : 440}
      title={item?.outside ? item.title : t('calendar.title')}
      closeButtonProps={{ 'aria-label': t('calendar.event.close') }}
      data-testid="event-panel"
    >
      {item?.outside ? (
        <OutsideDetails item={item} zone={zone} />
      ) : (
        <Own id={id} occurrence={occurrence} item={item} zone={zone} onEdit={onEdit} onChange={onChange} onAnswered={onAnswered} />
      )}
    </Drawer>
  );
}

function Own({
  id,
  occurrence,
  item,
  ...rest
}: Pick<Parameters<typeof EventPanel>[0], 'id' | 'occurrence' | 'item' | 'zone' | 'onEdit' | 'onChange' | 'onAnswered'>) {
  const { t } = useTranslation();
  const load = useCallback(() => readEvent(id, occurrence), [id, occurrence]);
  const { value, problem, reload, set } = useLoad(load);
  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value)
    return (
      <Stack role="status" aria-label={t('common.loading')}>
        <Skeleton h={34} />
        <Skeleton h={90} />
        <Skeleton h={120} />
      </Stack>
    );
  return (
    <Tabs defaultValue="details" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="details">{t('calendar.event.details')}</Tabs.Tab>
        <Tabs.Tab value="reminders" data-testid="tab-reminders">
          {t('notifications.reminders.tab')}
        </Tabs.Tab>
        <Tabs.Tab value="history" data-testid="tab-history">
          {t('calendar.event.history')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details">
        <EventDetails
          event={value.data}
          item={item}
          {...rest}
          onAnswered={(event) => {
            set({ data: event, tag: undefined });
            rest.onAnswered();
          }}
        />
      </Tabs.Panel>
      <Tabs.Panel value="reminders">
        <OwnReminders event={value.data} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <EventHistory id={id} zone={rest.zone} />
      </Tabs.Panel>
    </Tabs>
  );
}
