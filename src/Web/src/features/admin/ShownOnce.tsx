import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { CopyField } from '../../ui/CopyField';

/** Shows a secret this once; only the button closes it, so that a stray click or Escape does not lose it. */
export function ShownOnce({
  title,
  warning,
  label,
  description,
  value,
  kept,
  onClose,
}: {
  title: string;
  warning: string;
  label: string;
  description: string;
  value: string;
  /** The word on the button. */
  kept: string;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} data-testid="shown-once">
      <Stack gap="lg">
        <Alert color="yellow" variant="light" role="note" icon={<IconAlertTriangle aria-hidden />} radius="md">
          {warning}
        </Alert>
        <CopyField label={label} description={description} value={value} />
        <Group justify="end">
          <Button onClick={onClose}>{kept}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
