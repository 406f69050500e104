import { Select, type SelectProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneChoices } from './timeZones';

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & { value: string; onChange: (zone: string) => void };

/** One of all zones, found by typing a city or a distance from UTC. */
export function TimeZoneSelect({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const [zones] = useState(() => timeZoneChoices(value, new Date()));
  return (
    <Select
      {...rest}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      limit={60}
      maxDropdownHeight={260}
      allowDeselect={false}
      nothingFoundMessage={t('settings.noZone')}
    />
  );
}
