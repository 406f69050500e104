import { ActionIcon, Button, Group, Popover, SegmentedControl, Title, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconPlus, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MiniMonth } from './MiniMonth';
import classes from './Toolbar.module.css';
import { type ViewName, titleOf, viewNames } from './views';
import { dayText, localeOf } from '../../ui/whenText';

/** What is shown, and the ways to other days, other views and new events. */
export function Toolbar({
  view,
  date,
  today,
  firstDay,
  onView,
  onDay,
  onStep,
  onNew,
}: {
  view: ViewName;
  date: string;
  today: string;
  firstDay: number;
  onView: (view: ViewName) => void;
  onDay: (date: string) => void;
  onStep: (by: 1 | -1) => void;
  onNew: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const [choosing, setChoosing] = useState(false);

  return (
    <div className={classes.bar}>
      <Group gap={6} wrap="nowrap" className={classes.time}>
        <Button variant="default" size="sm" onClick={() => onDay(today)} aria-label={t('calendar.todayIs', { day: dayText(today, language) })} data-testid="calendar-today">
          {t('calendar.today')}
        </Button>
        <ActionIcon variant="default" size={36} aria-label={t(`calendar.previous.${view}`)} onClick={() => onStep(-1)}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={36} aria-label={t(`calendar.next.${view}`)} onClick={() => onStep(1)}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Popover opened={choosing} onChange={setChoosing} trapFocus withinPortal position="bottom-start" shadow="md">
          <Popover.Target>
            <UnstyledButton className={classes.choose} aria-label={t('calendar.jump')} onClick={() => setChoosing(!choosing)}>
              <IconChevronDown size={18} aria-hidden />
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <MiniMonth
              key={date}
              date={date}
              today={today}
              firstDay={firstDay}
              onDay={(day) => {
                setChoosing(false);
                onDay(day);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      </Group>
      <Title order={1} className={classes.title} aria-live="polite" data-testid="calendar-title">
        {titleOf(view, date, firstDay, localeOf(language))}
      </Title>
      <SegmentedControl
        className={classes.views}
        size="sm"
        aria-label={t('calendar.view')}
        value={view}
        onChange={(value) => onView(value as ViewName)}
        data={viewNames.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
      />
      <Group gap={6} wrap="nowrap" className={classes.actions}>
        <Tooltip label={t('calendar.settings.title')}>
          <ActionIcon variant="default" size={36} component={Link} to="/calendar/settings" aria-label={t('calendar.settings.title')}>
            <IconSettings size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Button size="sm" leftSection={<IconPlus size={18} aria-hidden />} onClick={onNew} className={classes.create} data-testid="calendar-new">
          {t('calendar.new')}
        </Button>
      </Group>
    </div>
  );
}
