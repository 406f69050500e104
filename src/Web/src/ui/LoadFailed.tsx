import { Button } from '@mantine/core';
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Problem } from '../api/problem';
import { Message } from './Message';
import { problemText } from './problemText';

/** Stands where something should be that could not be read. */
export function LoadFailed({
  problem,
  onRetry,
  order = 2,
  children,
}: {
  problem: Problem;
  onRetry: () => void;
  order?: 1 | 2 | 3;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const offline = problem.code === 'offline';
  const Icon = offline ? IconWifiOff : IconAlertTriangle;
  return (
    <div role="alert">
      <Message
        order={order}
        icon={<Icon size={36} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden />}
        title={offline ? t('common.unreachable') : t('common.loadFailed')}
        text={problemText(t, problem)}
      >
        {problem.code === 'not_signed_in' ? (
          <Button component={Link} to={`/sign-in?return=${encodeURIComponent(pathname)}`}>
            {t('shell.signIn')}
          </Button>
        ) : (
          <Button variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
        {children}
      </Message>
    </div>
  );
}
