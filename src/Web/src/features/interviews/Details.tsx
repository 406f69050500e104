import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interview } from '../../api/interviews';
import { useTimeZone } from '../../api/preferences';
import { reminderText } from '../../ui/reminders';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { sameClock, spanText, zoneText } from '../../ui/whenText';
import classes from './Details.module.css';
import textClasses from './Interviews.module.css';

/** What it is, when and where. */
export function Details({ interview }: { interview: Interview }) {
  const { t, i18n } = useTranslation();
  const dates = useDates();
  const zone = useTimeZone();
  const language = i18n.resolvedLanguage ?? 'en';
  const { startsAt, endsAt, timeZone, serviceType, link, you } = interview;
  const elsewhere = startsAt && endsAt && timeZone && !sameClock(startsAt, timeZone, zone);
  const facts: [string, ReactNode][] = [
    [
      t('interviews.when'),
      startsAt && endsAt ? (
        <>
          {spanText(startsAt, endsAt, language, zone)}, {zoneText(zone, language, Date.parse(startsAt))}
          {elsewhere && (
            <Text size="sm" c="dimmed">
              {t('interviews.there', { when: spanText(startsAt, endsAt, language, timeZone), zone: zoneText(timeZone, language, Date.parse(startsAt)) })}
            </Text>
          )}
        </>
      ) : (
        t('interviews.noTime')
      ),
    ],
    [t('interviews.duration'), interview.durationMinutes && dates.duration(interview.durationMinutes * 60)],
    [
      t('interviews.where'),
      serviceType &&
        (link && serviceType !== 'custom' ? (
          <>
            {t(`interviews.services.${serviceType}`)}:{' '}
            <Anchor href={link} target="_blank" rel="noopener noreferrer" className={rows.name}>
              {link}
            </Anchor>
          </>
        ) : (
          t(`interviews.services.${serviceType}`)
        )),
    ],
    [t('interviews.form.level'), interview.level],
    [t('interviews.form.topic'), interview.topic],
    [t('interviews.form.language'), interview.language],
    [t('interviews.kind'), interview.isPeer && t('interviews.isPeer')],
    [t('calendar.form.reminders'), startsAt && interview.reminders.map((minutes) => reminderText(t, minutes)).join('; ')],
    [t('interviews.organizer'), interview.organizerName],
    [t('interviews.yourPart'), you && t(`interviews.parts.${you.part}`)],
  ];
  return (
    <div>
      <dl className={classes.facts}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {interview.description && (
        <Text mt="md" className={textClasses.text}>
          {interview.description}
        </Text>
      )}
    </div>
  );
}
