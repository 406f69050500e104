import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createFeed, readFeed, revokeFeed } from '../../../api/calendar';
import { type Problem, problemOf } from '../../../api/problem';
import { CopyField } from '../../../ui/CopyField';
import { LoadFailed } from '../../../ui/LoadFailed';
import { Panel } from '../../../ui/Panel';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { useDates } from '../../../ui/useDates';
import { useLoad } from '../../../ui/useLoad';

/** The address under which other programs read this calendar. */
export function FeedPanel() {
  const { t } = useTranslation();
  const dates = useDates();
  const { value, problem, reload, set } = useLoad(readFeed);
  const [url, setUrl] = useState<string>();
  const [busy, setBusy] = useState<'create' | 'revoke'>();
  const [refusal, setRefusal] = useState<Problem>();

  async function act(what: 'create' | 'revoke') {
    setBusy(what);
    setRefusal(undefined);
    try {
      if (what === 'create') {
        setUrl(new URL((await createFeed()).url, location.origin).href);
        set({ hasFeed: true, createdAt: new Date().toISOString() });
      } else {
        await revokeFeed();
        setUrl(undefined);
        set({ hasFeed: false, createdAt: null });
        notifications.show({ message: t('calendar.settings.feedRevoked') });
      }
    } catch (error) {
      setRefusal(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <Panel title={t('calendar.settings.feed')} text={t('calendar.settings.feedText')}>
      {!value && problem && <LoadFailed problem={problem} onRetry={reload} order={3} />}
      {!value && !problem && <Skeleton h={60} role="status" aria-label={t('common.loading')} />}
      {value && (
        <Stack gap="md">
          {url ? (
            <CopyField label={t('calendar.settings.feedAddress')} description={t('calendar.settings.feedOnce')} value={url} />
          ) : (
            <Text size="sm">
              {value.hasFeed && value.createdAt ? t('calendar.settings.feedSince', { date: dates.day(value.createdAt) }) : t('calendar.settings.feedNone')}
            </Text>
          )}
          <ProblemAlert problem={refusal} />
          <Group gap="sm">
            <Button variant={value.hasFeed ? 'default' : 'filled'} loading={busy === 'create'} onClick={() => void act('create')}>
              {value.hasFeed ? t('calendar.settings.feedReplace') : t('calendar.settings.feedCreate')}
            </Button>
            {value.hasFeed && (
              <Button variant="default" c="var(--mantine-color-error)" loading={busy === 'revoke'} onClick={() => void act('revoke')}>
                {t('calendar.settings.feedRevoke')}
              </Button>
            )}
          </Group>
          {value.hasFeed && (
            <Text size="sm" c="dimmed">
              {t('calendar.settings.feedReplaceText')}
            </Text>
          )}
        </Stack>
      )}
    </Panel>
  );
}
