import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Somebody saved while this person was editing (412): what differs, and a choice. */
export function StaleAlert({
  fields,
  busy,
  onTakeTheirs,
  onKeepMine,
}: {
  /** Names of the fields whose saved values differ from what stands in the form. */
  fields: string[];
  busy: boolean;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Alert role="alert" variant="light" color="yellow" icon={<IconArrowsDiff aria-hidden />} title={t('stale.title')}>
      <Stack gap="sm">
        {fields.length > 0 ? (
          <>
            <Text size="sm">{t('stale.differs')}</Text>
            <List size="sm">
              {fields.map((field) => (
                <List.Item key={field}>{field}</List.Item>
              ))}
            </List>
          </>
        ) : (
          <Text size="sm">{t('stale.same')}</Text>
        )}
        <Group gap="sm">
          <Button size="sm" onClick={onTakeTheirs}>
            {t('stale.takeTheirs')}
          </Button>
          {fields.length > 0 && (
            <Button size="sm" variant="default" loading={busy} onClick={onKeepMine}>
              {t('stale.keepMine')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
