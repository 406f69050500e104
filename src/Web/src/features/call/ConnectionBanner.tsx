import { Button, Loader } from '@mantine/core';
import { IconCheck, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../realtime/callSession';
import { useSelected } from '../../ui/useReadable';
import classes from './Banners.module.css';
import { type Trouble, troubleOf } from './connection';

/** A hiccup that is over before anybody could read about it is not spoken of. */
const worthMentioningMs = 500;
const backForMs = 2_500;

/** Tells that the connection is in trouble, which part of it, and when it is back. */
export function ConnectionBanner({ session }: { session: CallSession }) {
  const trouble = useSelected(session.state, ({ signalling, people }) => troubleOf(signalling, people));
  const { t } = useTranslation();
  const [told, setTold] = useState<Trouble | 'back'>(null);

  useEffect(() => {
    const timers = trouble
      ? [setTimeout(() => setTold(trouble), worthMentioningMs)]
      : [setTimeout(() => setTold((before) => before && 'back')), setTimeout(() => setTold(null), backForMs)];
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [trouble]);

  return (
    <div role="status">
      {told === 'back' && (
        <div className={classes.banner} data-tone="good" data-testid="banner-back">
          <IconCheck size={18} aria-hidden />
          {t('call.back')}
        </div>
      )}
      {told === 'gave_up' && (
        <div className={classes.banner} data-tone="bad" data-testid="banner-gave-up">
          <IconPlugConnectedX size={18} aria-hidden />
          {t('call.gaveUp')}
          <Button size="compact-sm" variant="white" color="dark" onClick={() => session.retry()}>
            {t('common.retry')}
          </Button>
        </div>
      )}
      {(told === 'signalling' || told === 'media' || told === 'both') && (
        <div className={classes.banner} data-testid="banner-reconnecting" data-trouble={told}>
          <Loader size={16} color="#fff" />
          {t(`call.lost.${told}`)}
        </div>
      )}
    </div>
  );
}
