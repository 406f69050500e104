import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { RouterProvider } from 'react-router/dom';
import { loadSession } from '../api/session';
import { router } from './router';
import { cssVariables, theme } from './theme';

export function Providers() {
  useEffect(() => {
    void loadSession();
  }, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} autoClose={5000} />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
