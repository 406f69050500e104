import { Alert, Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBellRinging, IconDeviceMobile, IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../api/notifications';
import { type Problem, problemOf } from '../../api/problem';
import { deviceParts, PushRefused, pushState, thisDevice, turnPushOff, turnPushOn } from '../../api/pushDevice';
import { LoadFailed } from '../../ui/LoadFailed';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import classes from './PushPanel.module.css';

/** Push in this browser, and the devices that get it. */
export function PushPanel({ devices, onChanged }: { devices: readonly Device[]; onChanged: () => void }) {
  const { t } = useTranslation();
  const load = useCallback(() => pushState(devices.map(({ id }) => id)), [devices]);
  const { value: state, problem, reload } = useLoad(load);
  const [busy, setBusy] = useState('');
  const [refused, setRefused] = useState<PushRefused['why']>();
  const [failed, setFailed] = useState<Problem>();

  async function attempt(what: string, act: () => Promise<void>) {
    setBusy(what);
    setRefused(undefined);
    setFailed(undefined);
    try {
      await act();
      onChanged();
    } catch (error) {
      if (error instanceof PushRefused) setRefused(error.why);
      else setFailed(problemOf(error));
    } finally {
      setBusy('');
    }
  }
  const turnOn = () =>
    attempt('on', async () => {
      const parts = deviceParts(navigator.userAgent);
      await turnPushOn(parts ? t('notifications.push.device', parts) : '');
      notifications.show({ message: t('notifications.push.turnedOn') });
    });

  const why = refused ?? (state === 'unsupported' || state === 'unavailable' || state === 'denied' ? state : undefined);
  return (
    <Panel title={t('notifications.push.title')} text={t('notifications.push.text')}>
      <Stack gap="md" aria-live="polite">
        {!state && problem && <LoadFailed problem={problem} onRetry={reload} order={3} />}
        {!state && !problem && <Skeleton h={40} role="status" aria-label={t('common.loading')} />}
        {state === 'on' && (
          <Group gap="xs">
            <IconBellRinging size={20} aria-hidden color="var(--mantine-primary-color-filled)" />
            <Text>{t('notifications.push.isOn')}</Text>
          </Group>
        )}
        {why && (
          <Alert role="note" variant="light" color={refused ? 'yellow' : 'gray'} icon={<IconInfoCircle aria-hidden />} c="var(--mantine-color-text)" data-testid={`push-${why}`}>
            {t(`notifications.push.${why}`)}
          </Alert>
        )}
        {state === 'off' && refused !== 'denied' && (
          <Button leftSection={<IconBellRinging size={18} aria-hidden />} loading={busy === 'on'} onClick={() => void turnOn()} style={{ alignSelf: 'flex-start' }}>
            {t('notifications.push.on')}
          </Button>
        )}
        <ProblemAlert problem={failed} />
        {(devices.length > 0 || state === 'on' || state === 'off') && (
          <div>
            <Title order={3} size="sm" mb="xs">
              {t('notifications.push.devices')}
            </Title>
            {devices.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('notifications.push.none')}
              </Text>
            ) : (
              <ul className={classes.devices}>
                {devices.map((device) => (
                  <Row
                    key={device.id}
                    device={device}
                    isThis={state === 'on' && device.id === thisDevice()}
                    busy={busy === device.id}
                    onRemove={() => void attempt(device.id, () => turnPushOff(device.id))}
                  />
                ))}
              </ul>
            )}
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function Row({ device, isThis, busy, onRemove }: { device: Device; isThis: boolean; busy: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const name = device.name || t('notifications.push.unnamed');
  return (
    <li className={classes.device}>
      <IconDeviceMobile size={20} aria-hidden style={{ flex: 'none' }} />
      <div className={classes.words}>
        <Group gap="xs">
          <Text fw={500}>{name}</Text>
          {isThis && (
            <Badge variant="light" tt="none" fw={600}>
              {t('notifications.push.this')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('notifications.push.since', { date: dates.moment(device.since) })}
        </Text>
      </div>
      <Button variant="default" size="compact-sm" loading={busy} aria-label={t('notifications.push.removeNamed', { name })} onClick={onRemove}>
        {t('notifications.push.remove')}
      </Button>
    </li>
  );
}
