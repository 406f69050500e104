import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './MiniMonth.module.css';
import { daysShown, step, titleOf } from './views';
import { addDays, clockOf } from '../../ui/wallTime';
import { dayText, localeOf } from '../../ui/whenText';

/** A month to jump from: its days are buttons. Opens on the month of `date`; give it another key to begin anew. */
export function MiniMonth({ date, today, firstDay, onDay }: { date: string; today: string; firstDay: number; onDay: (date: string) => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const [month, setMonth] = useState(date);
  const { from } = daysShown('month', month, firstDay);
  const weeks = Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (__, day) => addDays(from, week * 7 + day)));
  const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', timeZone: 'UTC' });
  const longWeekday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' });

  return (
    <div className={classes.month} role="group" aria-label={t('calendar.jump')}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text fw={600} size="sm" aria-live="polite">
          {titleOf('month', month, firstDay, localeOf(language))}
        </Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={t('calendar.previous.month')} onClick={() => setMonth(step('month', month, -1))}>
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={t('calendar.next.month')} onClick={() => setMonth(step('month', month, 1))}>
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <table className={classes.table}>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day} scope="col" abbr={longWeekday.format(clockOf(day))}>
                {weekday.format(clockOf(day)).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <UnstyledButton
                    className={classes.day}
                    data-other={day.slice(0, 7) !== month.slice(0, 7) || undefined}
                    data-today={day === today || undefined}
                    aria-current={day === today ? 'date' : undefined}
                    aria-pressed={day === date}
                    aria-label={day === today ? t('calendar.todayIs', { day: dayText(day, language) }) : dayText(day, language)}
                    onClick={() => onDay(day)}
                  >
                    {Number(day.slice(8))}
                  </UnstyledButton>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
