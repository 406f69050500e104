import { Alert, Chip, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './EventEditor.module.css';
import { checkEvent, type EventForm, type Repeat, startOf } from './eventForm';
import { NextDates } from './NextDates';
import {
  type Frequency,
  frequencies,
  type MonthlyDay,
  monthlyChoices,
  newDraft,
  type RecurrenceDraft,
  sameMonthly,
  type SeriesEnd,
  type Weekday,
  weekdays,
} from '../../ui/recurrence';
import { monthlyChoiceText, recurrenceText } from '../../ui/recurrenceText';
import { addMonths, clockOf } from '../../ui/wallTime';
import { localeOf } from '../../ui/whenText';

/** How an event repeats: chosen as a sentence, or put together, with the dates that follow from it. */
export function RepeatField({ values, error, onChange }: { values: EventForm; error: string | undefined; onChange: (repeat: Repeat) => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const { recurrence: repeat } = values;
  const [special] = useState(repeat.by === 'rule' ? repeat : undefined);
  const [custom, setCustom] = useState(false);
  const start = startOf(values);
  const valid = !Number.isNaN(clockOf(start));
  const offered = valid ? usual(start) : [];
  const chosen = repeat.by === 'draft' && !custom ? offered.findIndex((draft) => sameBeat(draft, repeat.draft)) : -1;
  const value = repeat.by === 'draft' ? (chosen >= 0 ? String(chosen) : 'custom') : repeat.by;

  function choose(next: string | null) {
    if (!next) return;
    setCustom(next === 'custom');
    if (next === 'none') onChange({ by: 'none' });
    else if (next === 'rule') onChange(special!);
    else {
      const end: SeriesEnd = repeat.by === 'draft' ? repeat.draft.end : { ends: 'never' };
      if (next !== 'custom') onChange({ by: 'draft', draft: { ...offered[Number(next)]!, end } });
      else if (repeat.by !== 'draft') onChange({ by: 'draft', draft: newDraft(start) });
    }
  }

  return (
    <Stack gap="sm">
      <Select
        label={t('calendar.repeat.label')}
        data={[
          { value: 'none', label: t('calendar.repeat.none') },
          ...offered.map((draft, index) => ({ value: String(index), label: capital(recurrenceText(draft, start, language)) })),
          ...(special ? [{ value: 'rule', label: t('calendar.repeat.specialChoice') }] : []),
          { value: 'custom', label: t('calendar.repeat.custom') },
        ]}
        value={value}
        onChange={choose}
        allowDeselect={false}
        disabled={!valid}
        error={value === 'custom' ? undefined : error}
        data-testid="event-repeat"
      />
      {repeat.by === 'rule' && (
        <Alert role="note" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('calendar.repeat.special')}
        </Alert>
      )}
      {repeat.by === 'draft' && (
        <>
          {value === 'custom' && (
            <Beat draft={repeat.draft} start={start} error={error} onChange={(draft) => onChange({ by: 'draft', draft })} />
          )}
          <End draft={repeat.draft} start={start} onChange={(end) => onChange({ by: 'draft', draft: { ...repeat.draft, end } })} />
          {valid && (
            <Text size="sm" fw={600} aria-live="polite" data-testid="repeat-sentence">
              {t('calendar.repeat.sentence', { text: recurrenceText(repeat.draft, start, language) })}
            </Text>
          )}
        </>
      )}
      {(repeat.by === 'draft' || (repeat.by === 'rule' && repeat.rule)) && valid && !checkEvent({ ...values, title: '-' }, t).recurrence && <NextDates values={values} />}
    </Stack>
  );
}

/** What people choose most, from this start. */
function usual(start: string): RecurrenceDraft[] {
  const weekly = newDraft(start);
  const monthly = monthlyChoices(start).map((day): RecurrenceDraft => ({ ...newDraft(start, 'MONTHLY'), monthly: day }));
  return [
    newDraft(start, 'DAILY'),
    { ...weekly, weekdays: weekdays.slice(0, 5) },
    weekly,
    { ...weekly, interval: 2 },
    ...monthly,
    newDraft(start, 'YEARLY'),
  ];
}

function sameBeat(a: RecurrenceDraft, b: RecurrenceDraft) {
  if (a.frequency !== b.frequency || a.interval !== b.interval) return false;
  if (a.frequency === 'WEEKLY') return a.weekdays.join() === b.weekdays.join();
  return a.frequency !== 'MONTHLY' || sameMonthly(a.monthly, b.monthly);
}

function Beat({
  draft,
  start,
  error,
  onChange,
}: {
  draft: RecurrenceDraft;
  start: string;
  error: string | undefined;
  onChange: (draft: RecurrenceDraft) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const day = new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' });
  // 5 January 1970 was a Monday
  const named = (index: number) => Date.UTC(1970, 0, 5 + index);
  const choices = monthlyChoices(start);
  const monthly = choices.some((choice) => sameMonthly(choice, draft.monthly)) ? choices : [draft.monthly, ...choices];
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap" align="end">
        <NumberInput
          label={t('calendar.repeat.interval')}
          value={draft.interval}
          onChange={(value) => onChange({ ...draft, interval: Number(value) })}
          min={1}
          max={999}
          allowDecimal={false}
          allowNegative={false}
          w={110}
          error={Boolean(error)}
        />
        <Select
          aria-label={t('calendar.repeat.unit')}
          data={frequencies.map((value) => ({ value, label: t(`calendar.repeat.units.${value}`, { count: draft.interval || 1 }) }))}
          value={draft.frequency}
          onChange={(value) => value && onChange({ ...draft, frequency: value as Frequency })}
          allowDeselect={false}
          flex={1}
        />
      </Group>
      {draft.frequency === 'WEEKLY' && (
        <div role="group" aria-label={t('calendar.repeat.days')}>
          <Chip.Group multiple value={draft.weekdays} onChange={(days) => onChange({ ...draft, weekdays: weekdays.filter((each) => days.includes(each)) })}>
            <div className={classes.days}>
              {weekdays.map((each: Weekday, index) => (
                <Chip key={each} value={each} size="sm" variant="outline" aria-label={longDay.format(named(index))}>
                  {day.format(named(index))}
                </Chip>
              ))}
            </div>
          </Chip.Group>
        </div>
      )}
      {draft.frequency === 'MONTHLY' && (
        <Select
          label={t('calendar.repeat.monthDay')}
          data={monthly.map((choice, index) => ({ value: String(index), label: monthlyChoiceText(choice, language) }))}
          value={String(monthly.findIndex((choice: MonthlyDay) => sameMonthly(choice, draft.monthly)))}
          onChange={(index) => index && onChange({ ...draft, monthly: monthly[Number(index)]! })}
          allowDeselect={false}
        />
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

function End({ draft: { end }, start, onChange }: { draft: RecurrenceDraft; start: string; onChange: (end: SeriesEnd) => void }) {
  const { t } = useTranslation();
  function choose(ends: string | null) {
    if (ends === 'never') onChange({ ends });
    if (ends === 'until') onChange({ ends, date: addMonths(start, 3) });
    if (ends === 'count') onChange({ ends, count: 10 });
  }
  return (
    <Group gap="sm" align="end" wrap="nowrap">
      <Select
        label={t('calendar.repeat.end')}
        data={(['never', 'until', 'count'] as const).map((value) => ({ value, label: t(`calendar.repeat.${value}`) }))}
        value={end.ends}
        onChange={choose}
        allowDeselect={false}
        flex={1}
      />
      {end.ends === 'until' && (
        <TextInput
          type="date"
          label={t('calendar.repeat.untilDate')}
          value={end.date}
          min={start.slice(0, 10)}
          max="2999-12-31"
          onChange={(event) => onChange({ ends: 'until', date: event.currentTarget.value })}
        />
      )}
      {end.ends === 'count' && (
        <NumberInput
          label={t('calendar.repeat.times')}
          value={end.count}
          onChange={(value) => onChange({ ends: 'count', count: Number(value) })}
          min={1}
          max={9999}
          allowDecimal={false}
          allowNegative={false}
          w={130}
        />
      )}
    </Group>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
