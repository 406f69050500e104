import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditLine } from '../../api/audit';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { type FilterName, withFilter } from './auditFilter';

/** One fact: when and who, what, and of which object. */
export function Line({ line, search, onFilter }: { line: AuditLine; search: URLSearchParams; onFilter: (search: URLSearchParams) => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { actor, object } = line;
  const who = actor.name ?? (actor.kind === 'person' ? t('audit.somebody') : t(`audit.actors.${actor.kind}` as never, { defaultValue: actor.kind }));
  const kind = t(`audit.kinds.${object.kind}` as never, { defaultValue: object.kind });
  const only = (name: FilterName, value: string, label: string, hint: string) => (
    <Anchor component="button" type="button" size="sm" ta="start" className={rows.name} title={hint} onClick={() => onFilter(withFilter(search, name, value))}>
      {label}
    </Anchor>
  );
  return (
    <li className={rows.row} data-testid="audit-line">
      <div className={rows.words}>
        <Group gap={6} align="baseline">
          {actor.id ? only('person', actor.id, who, t('audit.onlyThisPerson')) : <Text size="sm">{who}</Text>}
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
        <Group gap={6} align="baseline">
          <Text size="xs" c="dimmed">
            {kind}
          </Text>
          {only('object', object.id, object.title ?? object.id, t('audit.onlyThisObject'))}
        </Group>
      </div>
    </li>
  );
}
