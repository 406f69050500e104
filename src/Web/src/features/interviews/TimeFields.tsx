import { NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneChoices } from '../../ui/timeZones';
import { sameClock, spanText, zoneText } from '../../ui/whenText';
import type { Fields } from './DetailsFields';
import { limits, startInstant, type TimeForm } from './interviewForm';

/** When it is, and by whose clocks; zone is that of whoever reads. */
export function TimeFields({ values, errors, set, zone }: Fields<TimeForm> & { zone: string }) {
  const { t, i18n } = useTranslation();
  const [zones] = useState(() => timeZoneChoices(values.timeZone, new Date()));
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
      <Select
        label={t('interviews.form.timeZone')}
        data={zones}
        value={values.timeZone}
        onChange={(value) => value && set('timeZone', value)}
        error={errors.timeZone}
        searchable
        limit={60}
        maxDropdownHeight={260}
        allowDeselect={false}
        nothingFoundMessage={t('settings.noZone')}
      />
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
