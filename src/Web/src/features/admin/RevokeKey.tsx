import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiKey, revokeApiKey } from '../../api/apiKeys';
import { type Problem, problemOf } from '../../api/problem';
import { ProblemAlert } from '../../ui/ProblemAlert';

export function RevokeKey({ apiKey: { id, name, prefix }, onClose, onRevoked }: { apiKey: ApiKey; onClose: () => void; onRevoked: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function revoke() {
    setBusy(true);
    setProblem(undefined);
    try {
      await revokeApiKey(id);
      onRevoked();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('admin.keys.revokeTitle', { name })} data-testid="revoke-key">
      <Stack gap="lg">
        <Text size="sm">{t('admin.keys.revokeText', { prefix })}</Text>
        <ProblemAlert problem={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="var(--vc-danger)" loading={busy} onClick={() => void revoke()} data-testid="revoke-confirm">
            {t('admin.keys.revoke')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
