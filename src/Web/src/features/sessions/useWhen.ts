import { useTranslation } from 'react-i18next';
import { useDates } from '../../ui/useDates';

/** The day of a call, from when until when. */
export function useWhen() {
  const { t } = useTranslation();
  const dates = useDates();
  return ({ startedAt, endedAt }: { startedAt: string; endedAt: string | null }) => `${dates.day(startedAt)}, ${dates.time(startedAt)}–${endedAt ? dates.time(endedAt) : t('sessions.now')}`;
}
