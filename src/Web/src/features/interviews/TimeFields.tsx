import { NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TimeZoneSelect } from '../../ui/TimeZoneSelect';
import { sameClock, spanText, zoneText } from '../../ui/whenText';
import type { Fields } from './DetailsFields';
import { limits, startInstant, type TimeForm } from './interviewForm';

/** When it is, and by whose clocks; zone is that of whoever reads. */
export function TimeFields({ values, errors, set, zone }: Fields<TimeForm> & { zone: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const start = startInstant(values);
  const differs = start && !sameClock(start, values.timeZone, zone);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <TextInput
          type="date"
          label={t('interviews.form.date')}
          value={values.date}
          onChange={(event) => set('date', event.currentTarget.value)}
          error={errors.start}
          max="2199-12-31"
          data-testid="interview-date"
        />
        <TextInput
          type="time"
          label={t('interviews.form.time')}
          value={values.start}
          onChange={(event) => set('start', event.currentTarget.value)}
          error={Boolean(errors.start)}
          data-testid="interview-time"
        />
        <NumberInput
          label={t('interviews.form.minutes')}
          value={values.durationMinutes}
          onChange={(value) => set('durationMinutes', value)}
          error={errors.durationMinutes}
          min={limits.minutes[0]}
          max={limits.minutes[1]}
          step={15}
          allowDecimal={false}
        />
      </SimpleGrid>
      <TimeZoneSelect label={t('interviews.form.timeZone')} value={values.timeZone} onChange={(value) => set('timeZone', value)} error={errors.timeZone} />
      {differs && (
        <Text size="sm" c="dimmed" role="status">
          {t('calendar.form.differs', {
            zone: zoneText(zone, language, Date.parse(start)),
            when: spanText(start, new Date(Date.parse(start) + Number(values.durationMinutes) * 60_000).toISOString(), language, zone),
          })}
        </Text>
      )}
    </Stack>
  );
}
