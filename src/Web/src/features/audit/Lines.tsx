import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditLine, AuditPageOfLines } from '../../api/audit';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { ProblemAlert } from '../../ui/ProblemAlert';
import rows from '../../ui/Rows.module.css';
import type { Loading } from '../../ui/useLoad';

/** Lines as they were read, and further back when that is asked for. */
export function Lines({ loading, further: readOn, children }: { loading: Loading<AuditPageOfLines>; further: (cursor: string) => Promise<AuditPageOfLines>; children: (line: AuditLine) => ReactNode }) {
  const { t } = useTranslation();
  const { value, problem, reload, set } = loading;
  const [further, setFurther] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });

  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton h={240} role="status" aria-label={t('common.loading')} />;
  if (value.items.length === 0) return <Text c="dimmed">{t('audit.none')}</Text>;

  const more = async (cursor: string) => {
    setFurther({ busy: true });
    try {
      const next = await readOn(cursor);
      set({ ...next, items: [...value.items, ...next.items] });
      setFurther({ busy: false });
    } catch (error) {
      setFurther({ busy: false, problem: problemOf(error) });
    }
  };
  return (
    <Stack>
      <ol className={rows.list} data-testid="audit-lines">
        {value.items.map((line) => children(line))}
      </ol>
      {further.problem && <ProblemAlert problem={further.problem} />}
      {value.nextCursor && (
        <Button variant="default" loading={further.busy} onClick={() => void more(value.nextCursor!)} style={{ alignSelf: 'center' }} data-testid="audit-more">
          {t('audit.more')}
        </Button>
      )}
    </Stack>
  );
}
