import { Container, Loader } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { Bell } from '../features/notifications/Bell';
import { Header } from '../ui/Header';
import { OfflineBanner } from '../ui/OfflineBanner';
import classes from './Shell.module.css';

/** The frame of every page but the call. */
export function Shell() {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const { state } = useNavigation();
  const opened = useRef(pathname);

  // Whoever listens to the page instead of looking at it hears that another one has come
  useEffect(() => {
    if (opened.current === pathname) return;
    opened.current = pathname;
    main.current?.focus();
  }, [pathname]);

  return (
    <>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <Header>
        <Bell />
      </Header>
      <OfflineBanner />
      {state === 'loading' && (
        <div className={classes.loading} role="status" aria-label={t('common.loading')}>
          <Loader size="sm" />
        </div>
      )}
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <Container size="lg">
          <Outlet />
        </Container>
      </main>
      <ScrollRestoration />
    </>
  );
}
