import { Button, Group, Kbd, Modal, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../realtime/devices';
import { meterOf } from '../../realtime/levelMeter';
import { BackgroundChoice } from '../../ui/BackgroundChoice';
import { DeviceChoices } from '../../ui/DeviceChoices';

export function DeviceSettings({ media, onClose }: { media: LocalMedia; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('call.settings')} closeButtonProps={{ 'aria-label': t('call.close') }}>
      <Stack gap="sm">
        <DeviceChoices media={media} meterOf={meterOf} />
        <BackgroundChoice media={media} />
      </Stack>
    </Modal>
  );
}

const keys = ['M', 'V', 'D', 'P', 'L', '?'] as const;
const meanings = { M: 'microphone', V: 'camera', D: 'share', P: 'people', L: 'leave', '?': 'help' } as const;

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('call.shortcuts.title')} closeButtonProps={{ 'aria-label': t('call.close') }}>
      <Table>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" w={64}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{t(`call.shortcuts.${meanings[key]}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="md">
        {t('call.shortcuts.note')}
      </Text>
    </Modal>
  );
}

/** A question before something that cannot be taken back. */
export interface Question {
  title: string;
  text: string;
  go: string;
  act: () => void | Promise<void>;
}

export function Confirm({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);

  async function act() {
    setBusy(true);
    await question.act();
    setBusy(false);
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title={question.title} closeButtonProps={{ 'aria-label': t('call.close') }}>
      <Stack>
        <Text>{question.text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="var(--vc-danger)" loading={busy} onClick={() => void act()} data-autofocus data-testid="confirm-go">
            {question.go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
