import { Checkbox, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeZoneSelect } from '../../ui/TimeZoneSelect';
import type { FieldErrors } from '../../ui/useForm';
import { instantOf } from '../../ui/zonedTime';
import classes from './EventEditor.module.css';
import { endOf, type EventForm, startOf, withStart } from './eventForm';
import { isDate } from '../../ui/wallTime';
import { sameClock, spanText, zoneText } from '../../ui/whenText';

/** Start, end and the zone whose clocks they follow. The browser's own fields: known to fingers, keys and screen readers. */
export function WhenFields({
  values,
  errors,
  zone,
  showZone,
  onChange,
}: {
  values: EventForm;
  errors: FieldErrors;
  zone: string;
  showZone: boolean;
  onChange: (values: EventForm) => void;
}) {
  const { t, i18n } = useTranslation();
  const whole = useRef(values);
  useEffect(() => {
    if (isDate(values.startDate) && values.startTime && isDate(values.endDate) && values.endTime) whole.current = values;
  }, [values]);
  const begin = (date: string, time: string) => onChange(withStart(values, date, time, whole.current));
  const language = i18n.resolvedLanguage ?? 'en';
  const start = instantOf(startOf(values), values.timeZone);
  const end = instantOf(endOf(values), values.timeZone);
  const differs = start && end && end > start && !values.allDay && !sameClock(start, values.timeZone, zone);

  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <div className={classes.moment}>
          <TextInput
            type="date"
            label={values.allDay ? t('calendar.form.startDate') : t('calendar.form.start')}
            value={values.startDate}
            onChange={(event) => begin(event.currentTarget.value, values.startTime)}
            error={errors.start}
            max="2999-12-31"
            data-testid="event-start-date"
          />
          {!values.allDay && (
            <TextInput
              type="time"
              aria-label={t('calendar.form.startTime')}
              value={values.startTime}
              onChange={(event) => begin(values.startDate, event.currentTarget.value)}
              error={Boolean(errors.start)}
              data-testid="event-start-time"
            />
          )}
        </div>
        <div className={classes.moment}>
          <TextInput
            type="date"
            label={values.allDay ? t('calendar.form.endDate') : t('calendar.form.end')}
            value={values.endDate}
            onChange={(event) => onChange({ ...values, endDate: event.currentTarget.value })}
            error={errors.end}
            min={values.startDate}
            max="2999-12-31"
          />
          {!values.allDay && (
            <TextInput
              type="time"
              aria-label={t('calendar.form.endTime')}
              value={values.endTime}
              onChange={(event) => onChange({ ...values, endTime: event.currentTarget.value })}
              error={Boolean(errors.end)}
              data-testid="event-end-time"
            />
          )}
        </div>
      </SimpleGrid>
      <Checkbox
        label={t('calendar.form.allDay')}
        checked={values.allDay}
        onChange={(event) => onChange({ ...values, allDay: event.currentTarget.checked, endDate: values.endDate < values.startDate ? values.startDate : values.endDate })}
      />
      {(showZone || values.timeZone !== zone) && !values.allDay && (
        <TimeZoneSelect
          label={t('calendar.form.timeZone')}
          description={t('calendar.form.timeZoneText')}
          value={values.timeZone}
          onChange={(timeZone) => onChange({ ...values, timeZone })}
          error={errors.timeZone}
        />
      )}
      {differs && (
        <Text size="sm" c="dimmed" role="status">
          {t('calendar.form.differs', { zone: zoneText(zone, language, Date.parse(start)), when: spanText(start, end, language, zone) })}
        </Text>
      )}
    </Stack>
  );
}
