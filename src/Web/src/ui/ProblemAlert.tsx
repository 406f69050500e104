import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { problemText } from './problemText';

/** Why the last action did not work, where it was asked for. */
export function ProblemAlert({ problem, children }: { problem: Problem | undefined; children?: ReactNode }) {
  const { t } = useTranslation();
  if (!problem) return null;
  const Icon = problem.code === 'offline' ? IconWifiOff : IconAlertTriangle;
  return (
    <Alert color="red" variant="light" role="alert" icon={<Icon aria-hidden />} title={problemText(t, problem)} radius="md">
      {children}
    </Alert>
  );
}
