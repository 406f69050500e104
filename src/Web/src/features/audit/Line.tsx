import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditLine } from '../../api/audit';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';

/** One fact: when, who and from where, and what; below it whatever the page has to add. */
export function Line({ line, onPerson, children, after }: { line: AuditLine; onPerson: (id: string) => void; children?: ReactNode; after?: ReactNode }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { actor } = line;
  const who = actor.name ?? (actor.kind === 'person' ? t('audit.somebody') : t(`audit.actors.${actor.kind}` as never, { defaultValue: actor.kind }));
  return (
    <li className={rows.row} data-testid="audit-line">
      <div className={rows.words}>
        <Group gap={6} align="baseline">
          {actor.id ? (
            <Anchor component="button" type="button" size="sm" ta="start" className={rows.name} title={t('audit.onlyThisPerson')} onClick={() => onPerson(actor.id!)}>
              {who}
            </Anchor>
          ) : (
            <Text size="sm">{who}</Text>
          )}
          <Text component="time" dateTime={line.at} size="xs" c="dimmed" title={line.at}>
            {dates.day(line.at)}, {dates.time(line.at)}
          </Text>
          {line.client && (
            <Text size="xs" c="dimmed">
              {t(`audit.clients.${line.client}` as never, { defaultValue: line.client })}
            </Text>
          )}
        </Group>
        <Text size="sm" className={rows.name}>
          {line.text}
        </Text>
        {children}
      </div>
      {after}
    </li>
  );
}
