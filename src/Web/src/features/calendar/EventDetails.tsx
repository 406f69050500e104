import { ActionIcon, Anchor, Badge, Button, Group, Menu, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconBell, IconCheck, IconClock, IconDots, IconLink, IconMapPin, IconPencil, IconRepeat, IconTrash, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type CalendarEvent, eventFile, type EventStatus, type Occurrence } from '../../api/calendar';
import { EventFact } from '../../ui/EventFact';
import facts from '../../ui/EventFacts.module.css';
import { KindIcon, kindStyle } from '../../ui/EventKind';
import { JoinLink } from '../../ui/JoinLink';
import { reminderText } from '../../ui/reminders';
import { useCopy } from '../../ui/useCopy';
import { useNow } from '../../ui/useNow';
import { wallClockOf } from '../../ui/zonedTime';
import { AnswerButtons } from './AnswerButtons';
import { AttendeeList } from './AttendeeList';
import classes from './EventDetails.module.css';
import { canJoin } from './occurrences';
import { repetitionText } from '../../ui/recurrenceText';
import type { Change, ChangeKind } from './useChanges';
import { localText, sameClock, whenText, zoneText } from '../../ui/whenText';
import { timeOf } from '../../ui/wallTime';

const joinEarlyMs = 10 * 60_000;

export function EventDetails({
  event,
  item,
  zone,
  onEdit,
  onChange,
  onAnswered,
}: {
  event: CalendarEvent;
  item: Occurrence | undefined;
  zone: string;
  onEdit: (event: CalendarEvent) => void;
  onChange: (change: Change) => void;
  onAnswered: (event: CalendarEvent) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const now = useNow(15_000);
  const { state: copied, copy } = useCopy();
  const title = event.title || t('calendar.noTitle');
  const { url } = event.place;
  const joinFrom = item?.joinFrom ?? new Date(Date.parse(event.start) - joinEarlyMs).toISOString();
  const joinable = canJoin({ ...event, joinFrom }, now);
  const isOver = event.status === 'cancelled' || event.status === 'completed';

  const change = (kind: ChangeKind, patch?: Change['patch']): Change => ({
    kind,
    id: event.id,
    occurrence: event.recurrence ? (event.occurrence ?? undefined) : undefined,
    version: event.version,
    title: event.title,
    timeZone: event.timeZone,
    allDay: event.allDay,
    patch,
    scopes: event.recurrence && event.occurrence ? ['this', 'following', 'all'] : ['all'],
  });
  const become = (status: EventStatus) =>
    onChange({ ...change(status === 'cancelled' ? 'cancel' : 'save', { status }), ...(event.recurrence && status !== 'cancelled' ? { scopes: ['this'] } : {}) });

  return (
    <Stack gap="md" style={kindStyle(event.type)}>
      <div className={facts.head}>
        <Title order={2} className={`${facts.title} ${classes.title}`} data-cancelled={event.status === 'cancelled' || undefined}>
          {title}
        </Title>
        <Group gap="xs" mt={6}>
          <span className={facts.kind}>
            <KindIcon kind={event.type} size={15} />
            {t(`calendar.types.${event.type}`)}
          </span>
          {event.status !== 'scheduled' && (
            <Badge variant="light" color="gray" tt="none" fw={600} data-testid="event-status">
              {t(`calendar.statuses.${event.status}`)}
            </Badge>
          )}
        </Group>
      </div>
      <EventFact icon={<IconClock size={18} aria-hidden />}>
        <Text>{whenText(event, language, zone)}</Text>
        {event.allDay && (
          <Text size="sm" c="dimmed">
            {t('calendar.allDay')}
          </Text>
        )}
        {!event.allDay && !sameClock(event.start, event.timeZone, zone) && (
          <Text size="sm" c="dimmed">
            {t('calendar.there', { time: timeOf(event.startLocal), zone: zoneText(event.timeZone, language, Date.parse(event.start)) })}
          </Text>
        )}
      </EventFact>
      {event.recurrence && (
        <EventFact icon={<IconRepeat size={18} aria-hidden />}>
          <Text>{repetitionText(t, language, event.recurrence?.rule, event)}</Text>
        </EventFact>
      )}
      {url && !isOver && (
        <Group gap="xs">
          {joinable ? (
            <JoinLink url={url} title={title} />
          ) : (
            Date.parse(joinFrom) > now && (
              <Text size="sm" c="dimmed">
                {t('calendar.event.joinFrom', { time: localText(wallClockOf(joinFrom, zone), language, false) })}
              </Text>
            )
          )}
          <Tooltip label={copied === 'copied' ? t('common.copied') : t('calendar.event.copyLink')}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={copied === 'copied' ? t('common.copied') : t('calendar.event.copyLink')}
              onClick={() => void copy(new URL(url, location.origin).href)}
            >
              {copied === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconLink size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
      <EventFact icon={<IconMapPin size={18} aria-hidden />}>
        {event.place.kind === 'none' && <Text c="dimmed">{t('calendar.event.noPlace')}</Text>}
        {event.place.kind === 'room' && <Text>{t('calendar.event.room', { code: event.place.roomCode ?? '' })}</Text>}
        {event.place.kind === 'google_meet' && <Text>{t('calendar.event.meet')}</Text>}
        {url && !url.startsWith('/') && (
          <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm">
            {url}
          </Anchor>
        )}
      </EventFact>
      {event.answer && !event.isOrganizer && event.status !== 'cancelled' && <AnswerButtons event={event} onAnswered={onAnswered} />}
      {event.description && <Text className={facts.description}>{event.description}</Text>}
      <EventFact icon={<IconUsers size={18} aria-hidden />}>
        <AttendeeList event={event} />
      </EventFact>
      <EventFact icon={<IconBell size={18} aria-hidden />}>
        {event.reminders.length === 0 ? (
          <Text c="dimmed">{t('calendar.event.noReminders')}</Text>
        ) : (
          <Group gap={6}>
            {event.reminders.map((minutes) => (
              <Badge key={minutes} variant="light" color="gray" tt="none" fw={500}>
                {reminderText(t, minutes)}
              </Badge>
            ))}
          </Group>
        )}
      </EventFact>
      <Group gap="xs" className={classes.actions}>
        {event.isOrganizer && !isOver && (
          <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => onEdit(event)} data-testid="event-edit">
            {t('calendar.event.edit')}
          </Button>
        )}
        {event.isOrganizer && (
          <Button variant="default" c="var(--mantine-color-error)" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => onChange(change('delete'))} data-testid="event-delete">
            {t('calendar.event.delete')}
          </Button>
        )}
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('calendar.event.actions')} data-testid="event-more">
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={eventFile(event.id)} download>
              {t('calendar.event.file')}
            </Menu.Item>
            {event.isOrganizer && event.status === 'scheduled' && <Menu.Item onClick={() => become('in_progress')}>{t('calendar.event.start')}</Menu.Item>}
            {event.isOrganizer && !isOver && <Menu.Item onClick={() => become('completed')}>{t('calendar.event.complete')}</Menu.Item>}
            {event.isOrganizer && isOver && <Menu.Item onClick={() => become('scheduled')}>{t('calendar.event.restore')}</Menu.Item>}
            {event.isOrganizer && event.status !== 'cancelled' && (
              <Menu.Item color="var(--mantine-color-error)" onClick={() => become('cancelled')}>
                {t('calendar.event.cancel')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Stack>
  );
}
