import { Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDots } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Interview, type Sheet, writeSheet } from '../../api/interviews';
import { Problem } from '../../api/problem';
import { problemText } from '../../ui/problemText';
import { useReadable } from '../../ui/useReadable';
import { Autosave, type Saving } from './autosave';
import { limits } from './interviewForm';

/** The question and the notes of one who asks; they save themselves. */
export function SheetPanel({ interview, save = (sheet) => writeSheet(interview.id, sheet) }: { interview: Interview; save?: (sheet: Sheet) => Promise<unknown> }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState({ question: interview.sheet?.question ?? '', notes: interview.sheet?.notes ?? '' });
  const [autosave] = useState(() => new Autosave<Sheet>(save));
  const saving = useReadable(autosave.state);

  useEffect(() => {
    const leaving = () => document.visibilityState === 'hidden' && autosave.flush();
    const back = () => autosave.flush();
    document.addEventListener('visibilitychange', leaving);
    window.addEventListener('online', back);
    return () => {
      document.removeEventListener('visibilitychange', leaving);
      window.removeEventListener('online', back);
      autosave.flush();
    };
  }, [autosave]);

  function write(name: keyof typeof sheet, text: string) {
    const next = { ...sheet, [name]: text };
    setSheet(next);
    // The server keeps no blank texts
    autosave.change({ question: next.question.trim() ? next.question : null, notes: next.notes.trim() ? next.notes : null });
  }

  return (
    <section aria-label={t('interviews.sheet.title')} data-testid="sheet">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {t('interviews.sheet.onlyYou')}
          </Text>
          <Kept saving={saving} />
        </Group>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
          {(['question', 'notes'] as const).map((name) => (
            <Textarea
              key={name}
              label={t(`interviews.sheet.${name}`)}
              value={sheet[name]}
              onChange={(event) => write(name, event.currentTarget.value)}
              onBlur={() => autosave.flush()}
              maxLength={limits.question}
              rows={4}
              resize="vertical"
              data-testid={`sheet-${name}`}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </section>
  );
}

function Kept({ saving: { state, code } }: { saving: Saving }) {
  const { t } = useTranslation();
  const wrong = state === 'failed' || state === 'refused';
  const Icon = wrong ? IconAlertTriangle : state === 'saved' ? IconCheck : IconDots;
  return (
    <Group gap={6} wrap="nowrap" role={wrong ? 'alert' : 'status'} data-testid="sheet-state" data-state={state}>
      <Icon size={16} aria-hidden />
      <Text size="sm" c={wrong ? 'var(--mantine-color-error)' : undefined}>
        {state === 'refused' ? t('interviews.sheet.refused', { why: problemText(t, new Problem(code ?? 'unknown', 400)) }) : t(`interviews.sheet.${state}`)}
      </Text>
    </Group>
  );
}
