import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatisticsRow } from '../../api/statistics';
import classes from './Statistics.module.css';

const days = [1, 2, 3, 4, 5, 6, 7];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** The week, hour by hour: a table whose cells are the darker the more was; the figure stands in each. */
export function HourMap({ rows, figure, title }: { rows: readonly StatisticsRow[]; figure: string; title: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const valueOf = new Map(rows.map((row) => [row.key, row.figures[figure] ?? 0]));
  const most = Math.max(1, ...valueOf.values());
  // The first of January 2024 was a Monday
  const nameOf = (day: number, weekday: 'short' | 'long') => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 0 });
  return (
    <table className={classes.map}>
      <caption className={classes.caption}>{title}</caption>
      <thead>
        <tr>
          <th scope="col" aria-label={t('statistics.by.hour')} />
          {days.map((day) => (
            <th key={day} scope="col" abbr={nameOf(day, 'long')}>
              {nameOf(day, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((hour) => (
          <tr key={hour}>
            <th scope="row" abbr={`${hour}:00`}>
              {hour}
            </th>
            {days.map((day) => {
              const value = valueOf.get(`${day}-${hour}`) ?? 0;
              return (
                <td key={day} style={{ '--vc-share': `${Math.round((value / most) * 60)}%` } as CSSProperties}>
                  {value > 0 ? short.format(value) : ''}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
