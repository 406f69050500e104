import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { usePreferences } from '../api/preferences';
import { loadSession, useMe } from '../api/session';
import { rememberedLanguage } from '../ui/language';
import { router } from './router';
import { cssVariables, themeIn } from './theme';

export function Providers() {
  const { t, i18n } = useTranslation();
  const theme = useMemo(() => themeIn(t), [t]);
  const account = useMe()?.kind === 'account';
  const language = usePreferences()?.language;
  useEffect(() => {
    void loadSession();
  }, []);
  // An account brings its language along to a browser in which nobody has chosen one
  useEffect(() => {
    if (account && language && !rememberedLanguage()) void i18n.changeLanguage(language);
  }, [account, language, i18n]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} autoClose={5000} />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
