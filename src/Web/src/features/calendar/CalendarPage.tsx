import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ForAccount } from '../../ui/ForAccount';
import { usePageTitle } from '../../ui/usePageTitle';
import { Calendar } from './Calendar';

export default function CalendarPage() {
  const { t } = useTranslation();
  usePageTitle(t('calendar.title'));
  return (
    // Guests have no calendar: their identity ends within hours
    <ForAccount icon={IconCalendarEvent} title={t('calendar.needsAccount')} text={t('calendar.needsAccountText')}>
      {(me) => <Calendar key={me.id} />}
    </ForAccount>
  );
}
