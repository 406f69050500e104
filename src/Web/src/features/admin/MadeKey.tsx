import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MadeApiKey } from '../../api/apiKeys';
import { CopyField } from '../../ui/CopyField';

/** Shows a key this once; only the button closes it, so that a stray click or Escape does not lose the key. */
export function MadeKey({ made, onClose }: { made: MadeApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('admin.keys.madeTitle', { name: made.info.name })}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      data-testid="made-key"
    >
      <Stack gap="lg">
        <Alert color="yellow" variant="light" role="note" icon={<IconAlertTriangle aria-hidden />} radius="md">
          {t('admin.keys.madeText')}
        </Alert>
        <CopyField label={t('admin.keys.key')} description={t('admin.keys.keyText')} value={made.key} />
        <Group justify="end">
          <Button onClick={onClose}>{t('admin.keys.kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
