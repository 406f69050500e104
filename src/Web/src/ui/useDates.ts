import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeZone } from '../api/preferences';

/** Instants and durations in words, in the person's language and time zone. */
export function useDates() {
  const { i18n } = useTranslation();
  const zone = useTimeZone();
  const language = i18n.resolvedLanguage ?? 'en';
  return useMemo(() => dates(language, zone), [language, zone]);
}

export function dates(language: string, timeZone: string) {
  // English without a country reads 12-hour clocks; the rest of the world's English is meant here
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric', weekday: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
  const exactTime = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const moment = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);

  return {
    zone: timeZone,
    /** Fri, 21 November 2026 */
    day: (instant: string) => day.format(Date.parse(instant)),
    /** 14:05 */
    time: (instant: string) => time.format(Date.parse(instant)),
    /** 14:05:09 */
    exactTime: (instant: string) => exactTime.format(Date.parse(instant)),
    /** 21 Nov, 14:05 */
    moment: (instant: string) => moment.format(Date.parse(instant)),
    /** 1 h 5 min; seconds only below a minute */
    duration: (totalSeconds: number) => {
      const seconds = Math.max(0, Math.round(totalSeconds));
      if (seconds < 60) return unit(seconds, 'second');
      const minutes = Math.round(seconds / 60);
      const hours = Math.floor(minutes / 60);
      return [hours > 0 && unit(hours, 'hour'), (minutes % 60 > 0 || hours === 0) && unit(minutes % 60, 'minute')]
        .filter(Boolean)
        .join(' ');
    },
  };
}
