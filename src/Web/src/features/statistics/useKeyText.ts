import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatisticsRow } from '../../api/statistics';

const words = ['none', 'guests', 'meeting', 'interview', 'training', 'peer', 'single', 'list', 'email', 'push'] as const;

/** What a row is about, in words. */
export function useKeyText() {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  return useCallback(
    (row: Pick<StatisticsRow, 'key' | 'label'>, by: string): string => {
      const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...options });
      if (by === 'day' || by === 'week') {
        const day = date({ day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(`${row.key}T00:00:00Z`));
        return by === 'week' ? t('statistics.weekOf', { day }) : day;
      }
      if (by === 'month') return date({ month: 'long', year: 'numeric' }).format(Date.parse(`${row.key}-01T00:00:00Z`));
      if (row.label) return row.label;
      const word = words.find((each) => each === row.key);
      if (word) return t(`statistics.keys.${word}`);
      return by === 'person' || by === 'room' ? t('statistics.keys.unknown') : row.key || t('statistics.keys.unknown');
    },
    [t, language],
  );
}
