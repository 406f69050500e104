import { Button, FileButton, Group, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importCalendar, type ImportResult } from '../../../api/calendar';
import { useTimeZone } from '../../../api/preferences';
import { type Problem, problemOf } from '../../../api/problem';
import { Panel } from '../../../ui/Panel';
import { ProblemAlert } from '../../../ui/ProblemAlert';

const mostBytes = 10_000_000;
const listed = 20;

/** A calendar file: looked at first, taken over second. */
export function ImportPanel() {
  const { t } = useTranslation();
  const zone = useTimeZone();
  const [file, setFile] = useState<{ name: string; text: string; preview: ImportResult }>();
  const [busy, setBusy] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function attempt(act: () => Promise<void>) {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }
  function choose(chosen: File | null) {
    if (!chosen) return;
    setFile(undefined);
    setTooLarge(chosen.size > mostBytes);
    if (chosen.size <= mostBytes)
      void attempt(async () => {
        const text = await chosen.text();
        setFile({ name: chosen.name, text, preview: await importCalendar(text, true, zone) });
      });
  }
  const take = (text: string) =>
    attempt(async () => {
      await importCalendar(text, false, zone);
      setFile(undefined);
      notifications.show({ message: t('calendar.settings.imported') });
    });

  const preview = file?.preview;
  const some = preview !== undefined && preview.new + preview.changed > 0;
  return (
    <Panel title={t('calendar.settings.import')} text={t('calendar.settings.importText')}>
      <Stack gap="md">
        <FileButton onChange={choose} accept=".ics,text/calendar">
          {(props) => (
            <Button {...props} variant="default" loading={busy} leftSection={<IconFileImport size={18} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
              {t('calendar.settings.choose')}
            </Button>
          )}
        </FileButton>
        {tooLarge && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t('calendar.settings.importTooLarge', { mb: mostBytes / 1_000_000 })}
          </Text>
        )}
        <ProblemAlert problem={problem} />
        {file && preview && (
          <Stack gap="sm" aria-live="polite" data-testid="import-preview">
            <Text size="sm">{t('calendar.settings.chosen', { name: file.name })}</Text>
            <Text fw={600}>
              {[
                t('calendar.settings.importNew', { count: preview.new }),
                t('calendar.settings.importChanged', { count: preview.changed }),
                t('calendar.settings.importSkipped', { count: preview.skipped }),
              ].join(', ')}
            </Text>
            <List size="sm" aria-label={t('calendar.settings.importItems')}>
              {preview.items.slice(0, listed).map(({ uid, title, what, reason }, index) => (
                // A file may hold one event several times
                <List.Item key={`${uid ?? ''} ${String(index)}`}>
                  {title || t('calendar.noTitle')}: {t(`calendar.settings.importWhat.${what}` as never, { defaultValue: what }) as string}
                  {reason && ` (${t(`calendar.settings.importReasons.${reason}` as never, { defaultValue: reason }) as string})`}
                </List.Item>
              ))}
            </List>
            {preview.items.length > listed && <Text size="sm">{t('calendar.settings.more', { count: preview.items.length - listed })}</Text>}
            <Group>
              {some ? (
                <Button loading={busy} onClick={() => void take(file.text)}>
                  {t('calendar.settings.importGo')}
                </Button>
              ) : (
                <Text size="sm">{t('calendar.settings.importNothing')}</Text>
              )}
              <Button variant="default" onClick={() => setFile(undefined)}>
                {t('common.cancel')}
              </Button>
            </Group>
          </Stack>
        )}
      </Stack>
    </Panel>
  );
}
