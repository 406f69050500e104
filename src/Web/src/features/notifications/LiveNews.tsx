import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconVideo } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { Notification } from '../../api/notifications';
import { usePreferences, useTimeZone } from '../../api/preferences';
import { followInbox, inbox } from './liveInbox';
import { joinUrl, wordsOf } from './words';

/** Long enough to read it and to press. */
const shownMs = 12_000;

/** What cannot wait until somebody looks at the bell: reminders, and that the others are in the call. */
export const isUrgent = ({ kind }: Pick<Notification, 'kind'>) => kind === 'reminder' || kind === 'room_started';

/** Follows what is told live, on every page, and says what is urgent. */
export function LiveNews() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const zone = useTimeZone();
  // Until they are known nobody has switched anything off
  const wanted = usePreferences()?.notificationsEnabled !== false;

  useEffect(followInbox, []);
  useEffect(
    () =>
      inbox.news.on((item) => {
        if (!wanted || !isUrgent(item) || document.visibilityState !== 'visible') return;
        const { place, title } = item.content;
        // Whoever is there already needs no call
        if (place?.startsWith('/') && new URL(place, location.origin).pathname === pathname) return;
        const now = Date.now();
        const { text, detail } = wordsOf(item, t, { language: i18n.resolvedLanguage ?? 'en', zone, now });
        const join = joinUrl(item, now);
        // The call that a person is in goes on: another one opens beside it
        const inCall = /^\/room\/[^/]+$/.test(pathname);
        const elsewhere = inCall || !join?.startsWith('/');
        notifications.show({
          id: item.id,
          title: title || t('calendar.noTitle'),
          autoClose: shownMs,
          position: inCall ? 'bottom-left' : 'bottom-right',
          message: (
            <Group gap="sm" justify="space-between" data-testid="news">
              <Text size="sm" inherit>
                {inCall || !detail ? text : `${text}. ${detail}`}
              </Text>
              {join && (
                <Button
                  component="a"
                  href={join}
                  {...(elsewhere ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
                  size="compact-sm"
                  leftSection={<IconVideo size={16} aria-hidden />}
                  aria-label={t('calendar.joinNamed', { title })}
                  onClick={(event) => {
                    notifications.hide(item.id);
                    void inbox.read(item.id);
                    if (elsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    void navigate(join);
                  }}
                >
                  {t('calendar.join')}
                </Button>
              )}
            </Group>
          ),
        });
      }),
    [t, i18n, navigate, pathname, zone, wanted],
  );
  return null;
}
