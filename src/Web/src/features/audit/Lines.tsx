import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditLine, type AuditQuery, listAudit } from '../../api/audit';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { ProblemAlert } from '../../ui/ProblemAlert';
import rows from '../../ui/Rows.module.css';
import { useLoad } from '../../ui/useLoad';
import { Line } from './Line';

export function Lines({ query, language, search, onFilter }: { query: AuditQuery; language: string; search: URLSearchParams; onFilter: (search: URLSearchParams) => void }) {
  const { t } = useTranslation();
  const first = useCallback(() => listAudit(query, language), [query, language]);
  const { value, problem, reload, set } = useLoad(first);
  const [further, setFurther] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });

  if (!value && problem) return <LoadFailed problem={problem} onRetry={reload} />;
  if (!value) return <Skeleton h={240} role="status" aria-label={t('common.loading')} />;
  if (value.items.length === 0) return <Text c="dimmed">{t('audit.none')}</Text>;

  const more = async (cursor: string) => {
    setFurther({ busy: true });
    try {
      const next = await listAudit(query, language, cursor);
      set({ ...next, items: [...value.items, ...next.items] });
      setFurther({ busy: false });
    } catch (error) {
      setFurther({ busy: false, problem: problemOf(error) });
    }
  };
  return (
    <Stack>
      <ol className={rows.list} data-testid="audit-lines">
        {value.items.map((line: AuditLine) => (
          <Line key={line.id} line={line} search={search} onFilter={onFilter} />
        ))}
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
