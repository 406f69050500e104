import { Button, Checkbox, Collapse, Group, List, Stack, Switch, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { changeNotificationSettings, type NotificationSettings } from '../../api/notifications';
import { useTimeZone } from '../../api/preferences';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { channels, checkNotifications, formOf, requestOf, withChannel } from './notificationForm';
import classes from './NotificationsForm.module.css';

/** What by which way, quiet hours and the digest. */
export function NotificationsForm({ first }: { first: NotificationSettings }) {
  const { t } = useTranslation();
  const zone = useTimeZone();
  const form = useForm(formOf(first), checkNotifications, async (values) => {
    const saved = await changeNotificationSettings(requestOf(values));
    notifications.show({ message: t('common.saved') });
    // The times of what is switched off are this page's alone
    return { ...values, channels: saved.channels };
  });
  const { values, errors, set } = form;
  const time = (name: 'from' | 'to' | 'digest', label: string, description?: string) => (
    <TextInput type="time" label={label} description={description} value={values[name]} onChange={(event) => set(name, event.currentTarget.value)} error={errors[name]} w={130} />
  );

  return (
    <form {...form.props}>
      <Stack gap="lg">
        <Panel title={t('notifications.settings.grid')} text={t('notifications.settings.gridText')}>
          <table className={classes.grid} data-testid="channels">
            <thead>
              <tr>
                <th scope="col">
                  <VisuallyHidden>{t('notifications.settings.kind')}</VisuallyHidden>
                </th>
                {channels.map((channel) => (
                  <th key={channel} scope="col">
                    {t(`notifications.settings.channels.${channel}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {values.channels.map((row) => {
                const kind = t(`notifications.kinds.${row.kind}`);
                return (
                  <tr key={row.kind}>
                    <th scope="row">{kind}</th>
                    {channels.map((channel) => (
                      <td key={channel} className={classes.cell}>
                        <Checkbox
                          radius={4}
                          aria-label={`${kind}: ${t(`notifications.settings.channels.${channel}`)}`}
                          checked={row[channel]}
                          onChange={(event) => set('channels', withChannel(values.channels, row.kind, channel, event.currentTarget.checked))}
                          data-testid={`${row.kind}-${channel}`}
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Panel>
        <Panel title={t('notifications.settings.when')} text={t('notifications.settings.zone', { zone })}>
          <Stack gap="md">
            <Switch
              label={t('notifications.settings.quiet')}
              description={t('notifications.settings.quietText')}
              checked={values.quiet}
              onChange={(event) => set('quiet', event.currentTarget.checked)}
            />
            <Collapse expanded={values.quiet}>
              <Stack gap="xs">
                <Group gap="md" align="start">
                  {time('from', t('notifications.settings.from'))}
                  {time('to', t('notifications.settings.to'))}
                </Group>
                {values.from > values.to && values.to !== '' && (
                  <Text size="sm" c="dimmed">
                    {t('notifications.settings.nextDay')}
                  </Text>
                )}
              </Stack>
            </Collapse>
            <Switch
              label={t('notifications.settings.digest')}
              description={t('notifications.settings.digestText')}
              checked={values.hasDigest}
              onChange={(event) => set('hasDigest', event.currentTarget.checked)}
            />
            <Collapse expanded={values.hasDigest}>{time('digest', t('notifications.settings.digestAt'))}</Collapse>
            <div>
              <Text fw={600} size="sm" mb={4}>
                {t('notifications.settings.heldTitle')}
              </Text>
              <List size="sm" spacing={4}>
                {(['held', 'notHeld', 'neverHeld'] as const).map((rule) => (
                  <List.Item key={rule}>{t(`notifications.settings.${rule}`)}</List.Item>
                ))}
              </List>
            </div>
            <ProblemAlert problem={form.problem} />
            <Group justify="end">
              <Button type="submit" loading={form.busy}>
                {t('notifications.settings.save')}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}
