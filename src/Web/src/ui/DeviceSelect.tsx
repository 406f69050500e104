import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One of the browser's devices. A native select: phones show their own wheel for it. */
export function DeviceSelect({
  label,
  icon,
  devices,
  value,
  onChange,
  error,
  none,
}: {
  label: string;
  icon: ReactNode;
  devices: readonly MediaDeviceInfo[];
  value: string | null;
  onChange: (deviceId: string) => void;
  error?: string;
  /** What to say when there is nothing to choose from. */
  none: string;
}) {
  const { t } = useTranslation();
  const known = devices.some((device) => device.deviceId === value);
  const options = devices.map((device, index) => ({
    value: device.deviceId,
    label: device.label || t('devices.unnamed', { number: index + 1 }),
  }));
  if (!known) options.unshift({ value: '', label: devices.length === 0 ? none : t('devices.default') });
  return (
    <NativeSelect
      label={label}
      leftSection={icon}
      data={options}
      value={known ? (value ?? '') : ''}
      disabled={devices.length === 0}
      error={error}
      onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
    />
  );
}
