import { Button, Group, Skeleton, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AsOf, objectAsOf } from '../../api/audit';
import { LoadFailed } from '../../ui/LoadFailed';
import { Panel } from '../../ui/Panel';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { instantOf, wallClockOf } from '../../ui/zonedTime';
import classes from './ObjectPage.module.css';

/** A moment is chosen, and what was then stands beside what is now. */
export function AsItWas({ kind, id, language, at, onChange }: { kind: string; id: string; language: string; at: string | undefined; onChange: (at: string | undefined) => void }) {
  const { t } = useTranslation();
  const { zone } = useDates();
  const instant = at && !Number.isNaN(Date.parse(at)) ? at : undefined;
  const wall = instant ? wallClockOf(instant, zone) : '';
  const [draft, setDraft] = useState({ of: wall, wall });
  if (draft.of !== wall) setDraft({ of: wall, wall });
  const chosen = instantOf(draft.wall, zone);
  return (
    <Panel title={t('audit.object.asOf')} text={t('audit.object.asOfText', { zone })}>
      <Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen) onChange(chosen);
          }}
        >
          <Group gap="sm" align="end">
            <TextInput
              type="datetime-local"
              label={t('audit.object.at')}
              value={draft.wall}
              onChange={({ currentTarget: { value } }) => setDraft({ of: wall, wall: value })}
              min="1970-01-02T00:00"
              max="2999-12-31T00:00"
              required
              withAsterisk={false}
              data-testid="as-of-at"
            />
            <Button type="submit" variant="default" disabled={!chosen}>
              {t('audit.object.show')}
            </Button>
            {instant && (
              <Button variant="subtle" onClick={() => onChange(undefined)} data-testid="as-of-now">
                {t('audit.object.now')}
              </Button>
            )}
          </Group>
        </form>
        {instant && <Then key={instant + language} kind={kind} id={id} language={language} at={instant} />}
      </Stack>
    </Panel>
  );
}

function Then({ kind, id, language, at }: { kind: string; id: string; language: string; at: string }) {
  const { t } = useTranslation();
  const { value, problem, reload } = useLoad(useCallback(() => objectAsOf(kind, id, at, language), [kind, id, at, language]));
  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton h={160} role="status" aria-label={t('common.loading')} />;
  return <ThenAndNow value={value} />;
}

function ThenAndNow({ value }: { value: AsOf }) {
  const { t } = useTranslation();
  const dates = useDates();
  const when = (instant: string) => `${dates.day(instant)}, ${dates.time(instant)}`;
  if (value.version === 0) return <Text data-testid="as-of-not-yet">{t('audit.object.notYet', { at: when(value.firstAt) })}</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm">{value.later === 0 ? t('audit.object.same') : t('audit.object.later', { count: value.later })}</Text>
      <table className={classes.table} data-testid="as-of">
        <thead>
          <tr>
            <th scope="col">{t('audit.object.field')}</th>
            <th scope="col">{t('audit.object.then', { at: when(value.at) })}</th>
            <th scope="col">{t('audit.object.present')}</th>
          </tr>
        </thead>
        <tbody>
          {value.fields
            .filter(({ then, now }) => then !== null || now !== null)
            .map(({ field, label, then, now, differs }) => (
              <tr key={field} className={differs ? classes.differs : undefined} data-testid={`as-of-${field}`} data-differs={differs}>
                <th scope="row">
                  {label}
                  {differs && <VisuallyHidden> ({t('audit.object.differs')})</VisuallyHidden>}
                </th>
                <td>{then ?? t('audit.object.nothing')}</td>
                <td>{now ?? t('audit.object.nothing')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Stack>
  );
}
