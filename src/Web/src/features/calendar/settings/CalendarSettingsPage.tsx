import { Stack } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ForAccount } from '../../../ui/ForAccount';
import { PageHead } from '../../../ui/PageHead';
import { usePageTitle } from '../../../ui/usePageTitle';
import { FeedPanel } from './FeedPanel';
import { ImportPanel } from './ImportPanel';
import { SharingPanel } from './SharingPanel';
import { SubscriptionsPanel } from './SubscriptionsPanel';

/** Who sees the calendar from outside, and what comes into it. */
export default function CalendarSettingsPage() {
  const { t } = useTranslation();
  usePageTitle(t('calendar.settings.title'));
  return (
    <ForAccount icon={IconCalendarEvent} title={t('calendar.needsAccount')} text={t('calendar.needsAccountText')}>
      {(me) => (
        <Stack gap="lg" maw={760} mx="auto" key={me.id}>
          <PageHead title={t('calendar.settings.title')} back={{ to: '/calendar', label: t('calendar.settings.back') }} />
          <SharingPanel />
          <FeedPanel />
          <SubscriptionsPanel />
          <ImportPanel />
        </Stack>
      )}
    </ForAccount>
  );
}
