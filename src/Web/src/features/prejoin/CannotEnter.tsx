import { Button, ThemeIcon } from '@mantine/core';
import { IconArrowRight, IconDoorOff, IconLock, IconMailQuestion, IconMapQuestion, IconUserX, IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../../api/problem';
import { Message } from '../../ui/Message';
import { problemText } from '../../ui/problemText';

const icons: Record<string, typeof IconLock> = {
  room_not_found: IconMapQuestion,
  room_closed: IconLock,
  removed_from_session: IconUserX,
  not_invited: IconMailQuestion,
  room_moved: IconArrowRight,
  offline: IconWifiOff,
};

const titles = ['room_not_found', 'room_closed', 'room_full', 'removed_from_session', 'guests_not_allowed', 'not_invited', 'room_moved'] as const;

/** Why there is no way in, and what to do now. */
export function CannotEnter({
  problem,
  code,
  movedTo,
  onRetry,
}: {
  problem: Problem;
  code: string;
  /** Where the meeting is held instead, once that is known. */
  movedTo?: string | null;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const Icon = icons[problem.code] ?? IconDoorOff;
  const known = titles.find((title) => title === problem.code);
  const hopeless = problem.code === 'room_not_found' || problem.code === 'removed_from_session';
  return (
    <div role="alert" data-testid="cannot-enter" data-code={problem.code}>
      <Message
        icon={
          <ThemeIcon size={72} radius="50%" variant="light" aria-hidden>
            <Icon size={36} stroke={1.5} />
          </ThemeIcon>
        }
        title={known ? t(`prejoin.refused.${known}`) : t('prejoin.refused.other')}
        text={movedTo ? t('prejoin.refused.movedText') : problemText(t, problem)}
      >
        {movedTo && (
          <Button component="a" href={movedTo} rel="noopener noreferrer" data-testid="moved-to">
            {t('prejoin.refused.movedGo')}
          </Button>
        )}
        {(problem.code === 'guests_not_allowed' || problem.code === 'not_invited') && (
          <Button component={Link} to={`/sign-in?return=${encodeURIComponent(`/room/${code}`)}`}>
            {t('shell.signIn')}
          </Button>
        )}
        {!hopeless && !movedTo && (
          <Button variant={problem.code === 'guests_not_allowed' || problem.code === 'not_invited' ? 'default' : 'filled'} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
        <Button component={Link} to="/" variant={hopeless ? 'filled' : 'default'}>
          {t('common.toHome')}
        </Button>
      </Message>
    </div>
  );
}
