import type { ComponentType } from 'react';
import { createBrowserRouter, Outlet } from 'react-router';
import { LiveNews } from '../features/notifications/LiveNews';
import { ErrorPage } from './ErrorPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';
import { Starting } from './Starting';

const page = (load: () => Promise<{ default: ComponentType }>) => async () => ({
  Component: (await load()).default,
});

function Everywhere() {
  return (
    <>
      <Outlet />
      <LiveNews />
    </>
  );
}

// A page travels to the browser when it is first opened
export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    HydrateFallback: Starting,
    element: <Everywhere />,
    children: [
      // The call fills the window: it brings its own frame
      { path: '/room/:code', lazy: page(() => import('./RoomPage')) },
      {
        element: <Shell />,
        children: [
          {
            errorElement: <ErrorPage />,
            children: [
              { path: '/', lazy: page(() => import('../features/home/HomePage')) },
              { path: '/video-conference/create', lazy: page(() => import('../features/rooms/CreateRoomPage')) },
              { path: '/video-conference/join', lazy: page(() => import('../features/rooms/JoinPage')) },
              { path: '/room/:code/settings', lazy: page(() => import('../features/rooms/RoomSettingsPage')) },
              { path: '/room/:code/sessions', lazy: page(() => import('../features/rooms/SessionsPage')) },
              { path: '/room/:code/sessions/:id', lazy: page(() => import('../features/sessions/AttendancePage')) },
              { path: '/room/:code/sessions/:id/timeline', lazy: page(() => import('../features/sessions/TimelinePage')) },
              { path: '/room/:code/sessions/:id/people/:personId', lazy: page(() => import('../features/sessions/StoryPage')) },
              { path: '/room/:code/left', lazy: page(() => import('../features/leave/LeavePage')) },
              { path: '/calendar', lazy: page(() => import('../features/calendar/CalendarPage')) },
              { path: '/calendar/settings', lazy: page(() => import('../features/calendar/settings/CalendarSettingsPage')) },
              { path: '/interviews', lazy: page(() => import('../features/interviews/InterviewsPage')) },
              { path: '/interviews/new', lazy: page(() => import('../features/interviews/NewInterviewPage')) },
              { path: '/interviews/:id', lazy: page(() => import('../features/interviews/InterviewPage')) },
              { path: '/join/:token', lazy: page(() => import('../features/interviews/JoinPage')) },
              { path: '/demo', lazy: page(() => import('../features/interviews/demo/DemoPage')) },
              { path: '/invitation/:token', lazy: page(() => import('../features/invitation/InvitationPage')) },
              { path: '/sign-in', lazy: page(() => import('../features/accounts/SignInPage')) },
              { path: '/register', lazy: page(() => import('../features/accounts/RegisterPage')) },
              { path: '/notifications', lazy: page(() => import('../features/notifications/NotificationsPage')) },
              { path: '/unsubscribe/:token', lazy: page(() => import('../features/notifications/UnsubscribePage')) },
              { path: '/settings/notifications', lazy: page(() => import('../features/settings/NotificationSettingsPage')) },
              { path: '/settings', lazy: page(() => import('../features/settings/SettingsPage')) },
              { path: '/audit', lazy: page(() => import('../features/audit/AuditPage')) },
              { path: '/audit/:kind/:id', lazy: page(() => import('../features/audit/ObjectPage')) },
              { path: '/statistics', lazy: page(() => import('../features/statistics/StatisticsPage')) },
              { path: '/admin/keys', lazy: page(() => import('../features/admin/KeysPage')) },
              { path: '/admin/webhooks', lazy: page(() => import('../features/admin/WebhooksPage')) },
              { path: '/interviews/:id/code', lazy: page(() => import('../features/interviews/pad/PadPlaybackPage')) },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);
