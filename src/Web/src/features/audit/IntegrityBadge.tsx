import { Anchor, Button, Popover, Skeleton, Stack, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditKeyAddress, checkIntegrity, type Integrity } from '../../api/audit';
import { type Problem, problemOf } from '../../api/problem';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useDates } from '../../ui/useDates';
import type { Loading } from '../../ui/useLoad';

const looks = {
  intact: { color: 'pine', Picture: IconShieldCheck },
  unchecked: { color: 'gray', Picture: IconShieldQuestion },
  broken: { color: 'red', Picture: IconShieldX },
};

/** Whether anybody has touched what was written, how far that is proven, and how to prove it oneself. */
export function IntegrityBadge({ loading: { value, problem, busy, reload, set }, mayCheck }: { loading: Loading<Integrity>; mayCheck: boolean }) {
  const { t } = useTranslation();
  const dates = useDates();
  const [checking, setChecking] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });
  if (!value)
    return problem ? (
      <Button variant="light" color="gray" leftSection={<IconShieldQuestion size={18} aria-hidden />} loading={busy} onClick={reload} data-testid="integrity" data-state="unknown">
        {t('audit.integrity.unknown')}
      </Button>
    ) : (
      <Skeleton w={220} h={36} role="status" aria-label={t('common.loading')} />
    );
  const state = value.fault ? 'broken' : value.checkedTo ? 'intact' : 'unchecked';
  const { color, Picture } = looks[state];
  const when = (instant: string) => `${dates.day(instant)}, ${dates.time(instant)}`;

  async function check() {
    setChecking({ busy: true });
    try {
      set(await checkIntegrity());
      setChecking({ busy: false });
    } catch (error) {
      setChecking({ busy: false, problem: problemOf(error) });
    }
  }

  return (
    <Popover width={320} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="light" color={color} leftSection={<Picture size={18} aria-hidden />} data-testid="integrity" data-state={state}>
          {t(`audit.integrity.${state}`)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm">
            {value.checkedAt && (value.fault || value.checkedTo)
              ? t(value.fault ? 'audit.integrity.checkedBroken' : 'audit.integrity.checked', { at: when(value.checkedAt), by: value.checkedBy ?? t('audit.integrity.byItself'), to: value.checkedTo })
              : t('audit.integrity.neverChecked')}
          </Text>
          <Text size="sm">{t('audit.integrity.chained', { count: value.place })}</Text>
          <Text size="sm">{value.seal ? t('audit.integrity.sealed', { at: when(value.seal.sealedAt), place: value.seal.place }) : t('audit.integrity.notSealed')}</Text>
          {mayCheck && (
            <Button variant="default" size="xs" loading={checking.busy} onClick={() => void check()} style={{ alignSelf: 'flex-start' }} data-testid="integrity-check">
              {t('audit.integrity.check')}
            </Button>
          )}
          {checking.problem && <ProblemAlert problem={checking.problem} />}
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('audit.integrity.key', { fingerprint: value.fingerprint })}
          </Text>
          <Anchor href={auditKeyAddress} download="videoconf-audit-key.pem" size="xs" data-testid="integrity-key">
            {t('audit.integrity.getKey')}
          </Anchor>
          <Text size="xs" c="dimmed">
            {t('audit.integrity.how')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
