import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../api/apiKeys';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { scopeText } from './keyForm';

export function KeyList({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  return (
    <ul className={rows.list}>
      {keys.map((key) => (
        <Row key={key.id} apiKey={key} onRevoke={() => onRevoke(key)} />
      ))}
    </ul>
  );
}

function Row({ apiKey: { name, prefix, scopes, requestsPerMinute, createdBy, createdAt, revokedAt }, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  return (
    <li className={rows.row} data-testid="api-key">
      <div className={rows.words}>
        <Group gap="xs">
          <Text fw={600} className={rows.name}>
            {name}
          </Text>
          {revokedAt && (
            <Badge color="gray" variant="outline">
              {t('admin.keys.revoked')}
            </Badge>
          )}
        </Group>
        <Text size="sm" ff="monospace">
          {prefix}…
        </Text>
        <Text size="sm">
          {scopes.map((scope) => scopeText(t, scope)).join('; ')}; {t('admin.keys.perMinute', { count: requestsPerMinute })}
        </Text>
        <Text size="xs" c="dimmed">
          {createdBy ? t('admin.keys.createdBy', { who: createdBy, when: dates.day(createdAt) }) : t('admin.keys.createdAt', { when: dates.day(createdAt) })}
          {revokedAt && `, ${t('admin.keys.revokedAt', { when: dates.day(revokedAt) })}`}
        </Text>
      </div>
      {!revokedAt && (
        <Button variant="default" size="compact-sm" aria-label={t('admin.keys.revokeNamed', { name })} onClick={onRevoke}>
          {t('admin.keys.revoke')}
        </Button>
      )}
    </li>
  );
}
