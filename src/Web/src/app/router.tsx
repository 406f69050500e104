import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { ErrorPage } from './ErrorPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';
import { Starting } from './Starting';

const page = (load: () => Promise<{ default: ComponentType }>) => async () => ({
  Component: (await load()).default,
});

// A page travels to the browser when it is first opened
export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    HydrateFallback: Starting,
    children: [
      // The call fills the window: it brings its own frame
      { path: '/room/:code', lazy: page(() => import('../features/call/RoomPage')) },
      {
        element: <Shell />,
        children: [
          {
            errorElement: <ErrorPage />,
            children: [
              { path: '/', lazy: page(() => import('../features/home/HomePage')) },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
