import { Group } from '@mantine/core';
import { IconCalendarEvent, IconUserQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { AccountMenu } from './AccountMenu';
import classes from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { Logo } from './Logo';

/** What a feature puts into it stands before the account. */
export function Header({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.home}>
        <Logo />
        <span className={classes.name}>VideoConf</span>
      </Link>
      <Group gap="xs" wrap="nowrap" className={classes.tools}>
        <nav className={classes.pages}>
          <NavLink to="/calendar" className={classes.link} aria-label={t('shell.calendar')}>
            <IconCalendarEvent size={20} aria-hidden />
            <span className={classes.word}>{t('shell.calendar')}</span>
          </NavLink>
          <NavLink to="/interviews" className={classes.link} aria-label={t('shell.interviews')}>
            <IconUserQuestion size={20} aria-hidden />
            <span className={classes.word}>{t('shell.interviews')}</span>
          </NavLink>
        </nav>
        <LanguageSwitch />
        {children}
        <AccountMenu />
      </Group>
    </header>
  );
}
