import { Button, Skeleton } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../api/client';
import { loadSession, useSession } from '../api/session';
import { LoadFailed } from './LoadFailed';
import { Message } from './Message';
import { Panel } from './Panel';

/** A page that only somebody with an account can use; everybody else is told why, and how to get there. */
export function ForAccount({
  icon: Picture,
  title,
  text,
  guestsToo = false,
  waiting,
  children,
}: {
  icon: Icon;
  title: string;
  text: string;
  guestsToo?: boolean;
  /** While it is found out who asks. */
  waiting?: ReactNode;
  children: (me: Me) => ReactNode;
}) {
  const { t } = useTranslation();
  const session = useSession();
  if (session.status === 'loading') return waiting ?? <Skeleton h={320} radius="lg" role="status" aria-label={t('common.loading')} />;
  if (session.status === 'failed')
    return (
      <Panel>
        <LoadFailed problem={session.problem} onRetry={() => void loadSession()} order={1} />
      </Panel>
    );
  if (session.status === 'known' && (guestsToo || session.me.kind !== 'guest')) return children(session.me);
  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <Panel maw={600} mx="auto">
      <Message icon={<Picture size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />} title={title} text={text}>
        <Button component={Link} to={`/sign-in?return=${back}`}>
          {t('shell.signIn')}
        </Button>
        <Button component={Link} to={`/register?return=${back}`} variant="default">
          {t('shell.register')}
        </Button>
      </Message>
    </Panel>
  );
}
