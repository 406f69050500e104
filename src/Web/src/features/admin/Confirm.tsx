import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemOf } from '../../api/problem';
import { ProblemAlert } from '../../ui/ProblemAlert';

/** Asks before what cannot be undone; stays open when it did not work. */
export function Confirm({
  title,
  text,
  go,
  danger = false,
  act,
  onClose,
}: {
  title: string;
  text: string;
  /** The word on the button. */
  go: string;
  danger?: boolean;
  /** Closes the dialog by what it changes. */
  act: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function run() {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} data-testid="confirm">
      <Stack gap="lg">
        <Text size="sm">{text}</Text>
        <ProblemAlert problem={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color={danger ? 'var(--vc-danger)' : undefined} loading={busy} onClick={() => void run()} data-testid="confirm-go">
            {go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
