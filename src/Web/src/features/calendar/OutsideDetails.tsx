import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Occurrence } from '../../api/calendar';
import { KindIcon } from '../../ui/EventKind';
import { whenText } from '../../ui/whenText';

/** An entry of a subscribed calendar: it can only be looked at. */
export function OutsideDetails({ item, zone }: { item: Occurrence; zone: string }) {
  const { t, i18n } = useTranslation();
  return (
    <Stack gap="md">
      <Group gap="xs" wrap="nowrap">
        <KindIcon kind="outside" size={20} />
        <Text>{whenText(item, i18n.resolvedLanguage ?? 'en', zone)}</Text>
      </Group>
      <Alert role="note" variant="light" icon={<IconInfoCircle aria-hidden />}>
        {t('calendar.event.outside', { name: item.outside?.name ?? '' })}
      </Alert>
    </Stack>
  );
}
