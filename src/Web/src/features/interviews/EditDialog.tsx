import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { busyTime, type Interview } from '../../api/interviews';
import { useTimeZone } from '../../api/preferences';
import { type Problem, problemOf } from '../../api/problem';
import { type Check, useForm } from '../../ui/useForm';
import { BusyAlert } from './BusyAlert';
import type { Fields } from './DetailsFields';

/** A part of an interview in a form of its own; what the server makes of it is the interview from then on. */
export function EditDialog<V extends object>({
  title,
  text,
  go,
  danger = false,
  first,
  check,
  send,
  onDone,
  onClose,
  children,
}: {
  title: string;
  text?: string;
  /** The word on the button. */
  go: string;
  danger?: boolean;
  first: V;
  check: Check<V>;
  send: (values: V) => Promise<Interview>;
  onDone: (interview: Interview) => void;
  onClose: () => void;
  children: (fields: Fields<V>) => ReactNode;
}) {
  const { t } = useTranslation();
  const zone = useTimeZone();
  const [busy, setBusy] = useState<Problem>();
  const form = useForm(first, check, async (values) => {
    setBusy(undefined);
    try {
      onDone(await send(values));
    } catch (error) {
      const problem = problemOf(error);
      if (busyTime(problem)) setBusy(problem);
      throw problem;
    }
  });
  const set: typeof form.set = (name, value) => {
    setBusy(undefined);
    form.set(name, value);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg" data-testid="edit-interview">
      <form {...form.props}>
        <Stack gap="lg">
          {text && <Text size="sm">{text}</Text>}
          {children({ values: form.values, errors: form.errors, set })}
          <BusyAlert problem={busy ?? form.problem} zone={zone} />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={form.busy} color={danger ? 'var(--vc-danger)' : undefined} data-testid="edit-go">
              {go}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
