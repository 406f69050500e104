import { Badge, Button, Popover, Skeleton, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { auditIntegrity } from '../../api/audit';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';

const looks = {
  intact: { color: 'pine', Picture: IconShieldCheck },
  unchecked: { color: 'gray', Picture: IconShieldQuestion },
  broken: { color: 'red', Picture: IconShieldX },
};

/** Whether anybody has touched what was written, and how far that is proven. */
export function IntegrityBadge() {
  const { t } = useTranslation();
  const dates = useDates();
  const { value, problem, busy, reload } = useLoad(auditIntegrity);
  if (!value)
    return problem ? (
      <Button variant="light" color="gray" leftSection={<IconShieldQuestion size={18} aria-hidden />} loading={busy} onClick={reload} data-testid="integrity" data-state="unknown">
        {t('audit.integrity.unknown')}
      </Button>
    ) : (
      <Skeleton w={220} h={36} role="status" aria-label={t('common.loading')} />
    );
  const state = value.fault ? 'broken' : value.checkedAt ? 'intact' : 'unchecked';
  const { color, Picture } = looks[state];
  const when = (instant: string) => `${dates.day(instant)}, ${dates.time(instant)}`;
  return (
    <Popover width={320} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="light" color={color} leftSection={<Picture size={18} aria-hidden />} data-testid="integrity" data-state={state}>
          {t(`audit.integrity.${state}`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {value.fault && <Badge color="red">{value.fault}</Badge>}
          <Text size="sm">{t('audit.integrity.chained', { count: value.place })}</Text>
          <Text size="sm">{value.checkedAt ? t('audit.integrity.checked', { at: when(value.checkedAt), to: value.checkedTo }) : t('audit.integrity.neverChecked')}</Text>
          <Text size="sm">{value.seal ? t('audit.integrity.sealed', { at: when(value.seal.sealedAt), place: value.seal.place }) : t('audit.integrity.notSealed')}</Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('audit.integrity.key', { fingerprint: value.fingerprint })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('audit.integrity.how')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
