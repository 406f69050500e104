import { IconVideo } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './JoinLink.module.css';

/** The way into the call of an event, to be shown when it is time: a room of this site, or an address elsewhere. */
export function JoinLink({ url, title, small = false }: { url: string; title: string; small?: boolean }) {
  const { t } = useTranslation();
  const content = (
    <>
      <IconVideo size={small ? 14 : 18} aria-hidden />
      <span>{t('calendar.join')}</span>
    </>
  );
  const shared = {
    className: classes.join,
    'data-small': small || undefined,
    'aria-label': t('calendar.joinNamed', { title }),
    'data-testid': 'event-join',
    draggable: false,
  };
  return url.startsWith('/') ? (
    <Link {...shared} to={url}>
      {content}
    </Link>
  ) : (
    <a {...shared} href={url} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}
