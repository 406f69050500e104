import type { TFunction } from 'i18next';

export const mostReminders = 5;

const offered = [0, 5, 10, 15, 30, 60, 120, 1440, 2880, 10_080];

/** What is offered, in minutes before the start; what comes from elsewhere may remind at moments that are not. */
export const reminderChoices = (chosen: readonly number[]) => [...new Set([...offered, ...chosen])].toSorted((a, b) => a - b);

/** Minutes before the start in the largest unit that says them whole: 1 day before. */
export function reminderText(t: TFunction, minutes: number): string {
  if (minutes === 0) return t('calendar.remind.at');
  if (minutes % 10_080 === 0) return t('calendar.remind.weeks', { count: minutes / 10_080 });
  if (minutes % 1440 === 0) return t('calendar.remind.days', { count: minutes / 1440 });
  if (minutes % 60 === 0) return t('calendar.remind.hours', { count: minutes / 60 });
  return t('calendar.remind.minutes', { count: minutes });
}
