import { Anchor, Stack, Text, Title } from '@mantine/core';
import { IconClock, IconMapPin, IconRepeat, IconUser } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../api/invitations';
import { useTimeZone } from '../../api/preferences';
import { EventFact } from '../../ui/EventFact';
import facts from '../../ui/EventFacts.module.css';
import { KindIcon, kindStyle } from '../../ui/EventKind';
import { JoinLink } from '../../ui/JoinLink';
import { repetitionText } from '../../ui/recurrenceText';
import { timeOf } from '../../ui/wallTime';
import { localText, sameClock, spanText, whenText, zoneText } from '../../ui/whenText';
import { wallClockOf } from '../../ui/zonedTime';
import classes from './InvitationDetails.module.css';
import { canJoin, isOver } from './invitation';

/** What, when, where and who. */
export function InvitationDetails({ invitation, now }: { invitation: Invitation; now: number }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const zone = useTimeZone();
  const nextId = useId();
  const { url, joinFrom, status } = invitation;
  const title = invitation.title || t('calendar.noTitle');
  const isOff = status === 'cancelled' || isOver(invitation, now);

  return (
    <Stack gap="md" style={kindStyle(invitation.type)}>
      <div className={facts.head}>
        <Text c="dimmed" size="sm">
          {t('invitation.from', { name: invitation.organizerName })}
        </Text>
        <Title className={`${facts.title} ${classes.title}`} data-cancelled={status === 'cancelled' || undefined}>
          {title}
        </Title>
        <span className={`${facts.kind} ${classes.kind}`}>
          <KindIcon kind={invitation.type} size={15} />
          {t(`calendar.types.${invitation.type}`)}
        </span>
      </div>
      <EventFact icon={<IconClock size={18} aria-hidden />}>
        <Text data-testid="invitation-when">{whenText(invitation, language, zone)}</Text>
        <Text size="sm" c="dimmed">
          {invitation.allDay ? t('calendar.allDay') : zoneText(zone, language, Date.parse(invitation.start))}
        </Text>
        {!invitation.allDay && !sameClock(invitation.start, invitation.timeZone, zone) && (
          <Text size="sm" c="dimmed" data-testid="invitation-there">
            {t('calendar.there', { time: timeOf(invitation.startLocal), zone: zoneText(invitation.timeZone, language, Date.parse(invitation.start)) })}
          </Text>
        )}
      </EventFact>
      {invitation.isRecurring && (
        <EventFact icon={<IconRepeat size={18} aria-hidden />}>
          <Text>{repetitionText(t, language, invitation.rule, invitation)}</Text>
          {!isOff && invitation.nextDates.length > 1 && !invitation.allDay && (
            <>
              <Text size="sm" c="dimmed" mt={4} id={nextId}>
                {t('invitation.next')}
              </Text>
              <ul className={classes.dates} aria-labelledby={nextId}>
                {invitation.nextDates.map((date) => (
                  <li key={date.start}>{spanText(date.start, date.end, language, zone)}</li>
                ))}
              </ul>
            </>
          )}
        </EventFact>
      )}
      <EventFact icon={<IconMapPin size={18} aria-hidden />}>
        {!url && <Text c="dimmed">{t('calendar.event.noPlace')}</Text>}
        {url?.startsWith('/') && <Text>{t('invitation.call')}</Text>}
        {url && !url.startsWith('/') && (
          <Anchor href={url} target="_blank" rel="noopener noreferrer" className={classes.link}>
            {url}
          </Anchor>
        )}
        {url && !isOff && Date.parse(joinFrom) > now && (
          <Text size="sm" c="dimmed">
            {t('calendar.event.joinFrom', { time: localText(wallClockOf(joinFrom, zone), language, false) })}
          </Text>
        )}
      </EventFact>
      {url && canJoin(invitation, now) && (
        <div>
          <JoinLink url={url} title={title} />
        </div>
      )}
      {invitation.description && <Text className={facts.description}>{invitation.description}</Text>}
      <EventFact icon={<IconUser size={18} aria-hidden />}>
        <Text className={classes.link}>{t('invitation.you', { name: invitation.name ? `${invitation.name} (${invitation.email})` : invitation.email })}</Text>
      </EventFact>
    </Stack>
  );
}
