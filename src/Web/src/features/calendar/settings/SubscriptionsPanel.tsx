import { Button, Group, Modal, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listSubscriptions, subscribeTo, type Subscription, unsubscribeFrom } from '../../../api/calendar';
import { type Problem, problemOf } from '../../../api/problem';
import { KindIcon, kindStyle } from '../../../ui/EventKind';
import { LoadFailed } from '../../../ui/LoadFailed';
import { Panel } from '../../../ui/Panel';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { useDates } from '../../../ui/useDates';
import { type Check, type FieldErrors, useForm } from '../../../ui/useForm';
import { useLoad } from '../../../ui/useLoad';
import classes from './SubscriptionsPanel.module.css';

/** Apart from the colours of the types. */
const colors = { blue: '#3f6fb5', teal: '#178a8a', pink: '#c2527f', brown: '#8d6449', grey: '#5b7083' } as const;
type Color = keyof typeof colors;

interface SubscribeForm {
  url: string;
  name: string;
  color: Color;
}

const check: Check<SubscribeForm> = ({ url, name }, t) => {
  const errors: FieldErrors = {};
  const address = url.trim();
  if (!URL.canParse(address) || !/^(https?|webcal):$/.test(new URL(address).protocol)) errors.url = t('calendar.settings.addressMissing');
  if (!name.trim()) errors.name = t('calendar.settings.nameMissing');
  return errors;
};

/** Calendars from elsewhere that are shown beside the own one. */
export function SubscriptionsPanel() {
  const { t } = useTranslation();
  const { value, problem, reload, set } = useLoad(listSubscriptions);
  const [removing, setRemoving] = useState<Subscription>();
  const empty: SubscribeForm = { url: '', name: '', color: 'blue' };
  const form = useForm<SubscribeForm>(empty, check, async ({ url, name, color }) => {
    const added = await subscribeTo(url.trim(), name.trim(), colors[color]);
    set([...(value ?? []), added]);
    notifications.show({ message: t('calendar.settings.subscribed') });
    return empty;
  });

  return (
    <Panel title={t('calendar.settings.subscriptions')} text={t('calendar.settings.subscriptionsText')}>
      <Stack gap="lg">
        {!value && problem && <LoadFailed problem={problem} onRetry={reload} order={3} />}
        {!value && !problem && <Skeleton h={60} role="status" aria-label={t('common.loading')} />}
        {value?.length === 0 && <Text size="sm">{t('calendar.settings.subscriptionsNone')}</Text>}
        {value && value.length > 0 && (
          <ul className={classes.list}>
            {value.map((each) => (
              <Row key={each.id} subscription={each} onRemove={() => setRemoving(each)} />
            ))}
          </ul>
        )}
        <form {...form.props}>
          <Stack gap="md">
            <TextInput
              type="url"
              label={t('calendar.settings.address')}
              placeholder="https://"
              value={form.values.url}
              onChange={(event) => form.set('url', event.currentTarget.value)}
              error={form.errors.url}
              maxLength={2000}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              <TextInput
                label={t('calendar.settings.name')}
                value={form.values.name}
                onChange={(event) => form.set('name', event.currentTarget.value)}
                error={form.errors.name}
                maxLength={80}
              />
              <Select
                label={t('calendar.settings.color')}
                data={(Object.keys(colors) as Color[]).map((color) => ({ value: color, label: t(`calendar.settings.colors.${color}`) }))}
                value={form.values.color}
                onChange={(color) => color && form.set('color', color as Color)}
                error={form.errors.color}
                allowDeselect={false}
              />
            </SimpleGrid>
            <ProblemAlert problem={form.problem} />
            <Group justify="end">
              <Button type="submit" loading={form.busy}>
                {t('calendar.settings.subscribe')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
      {removing && (
        <Remove
          subscription={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={() => {
            set((value ?? []).filter((each) => each.id !== removing.id));
            setRemoving(undefined);
          }}
        />
      )}
    </Panel>
  );
}

function Row({ subscription, onRemove }: { subscription: Subscription; onRemove: () => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { name, url, color, eventCount, lastRefreshedAt, error } = subscription;
  const read = lastRefreshedAt ? t('calendar.settings.refreshed', { when: dates.moment(lastRefreshedAt) }) : t('calendar.settings.neverRefreshed');
  return (
    <li className={classes.row} style={kindStyle('outside', color)}>
      <KindIcon kind="outside" size={20} />
      <div className={classes.words}>
        <Text fw={600}>{name}</Text>
        <Text size="xs" c="dimmed" truncate>
          {url}
        </Text>
        <Text size="sm">
          {t('calendar.settings.events', { count: eventCount })}, {read}
        </Text>
        {error && (
          <Text size="sm" c="var(--mantine-color-error)">
            {t('calendar.settings.failed', { why: t(`calendar.settings.fetchErrors.${error}` as never, { defaultValue: error }) as string })}
          </Text>
        )}
      </div>
      <Button variant="default" size="compact-sm" aria-label={t('calendar.settings.removeNamed', { name })} onClick={onRemove}>
        {t('calendar.settings.remove')}
      </Button>
    </li>
  );
}

function Remove({ subscription: { id, name }, onClose, onRemoved }: { subscription: Subscription; onClose: () => void; onRemoved: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function remove() {
    setBusy(true);
    setProblem(undefined);
    try {
      await unsubscribeFrom(id);
      onRemoved();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('calendar.settings.removeTitle', { name })}>
      <Stack gap="lg">
        <Text size="sm">{t('calendar.settings.removeText')}</Text>
        <ProblemAlert problem={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="var(--vc-danger)" loading={busy} onClick={() => void remove()}>
            {t('calendar.settings.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
