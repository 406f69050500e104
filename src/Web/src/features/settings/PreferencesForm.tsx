import { Button, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadPreferences, savePreferences } from '../../api/preferences';
import { problemOf } from '../../api/problem';
import { chooseLanguage, languageNames } from '../../ui/language';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StaleAlert } from '../../ui/StaleAlert';
import { TimeZoneSelect } from '../../ui/TimeZoneSelect';
import { useForm } from '../../ui/useForm';
import { backgrounds, checkPreferences, formOf, preferencesOf, type PreferencesForm as Form } from './preferencesForm';

type Read = Awaited<ReturnType<typeof loadPreferences>>;
type SwitchName =
  | 'audioEnabled'
  | 'videoEnabled'
  | 'screenShareEnabled'
  | 'autoJoinAudio'
  | 'autoJoinVideo'
  | 'backgroundBlur'
  | 'notificationsEnabled';

export function PreferencesForm({ first }: { first: Read }) {
  const { t } = useTranslation();
  const [read, setRead] = useState(first);
  const [theirs, setTheirs] = useState<Read>();

  const form = useForm(formOf(read.preferences), checkPreferences, async (values) => {
    try {
      const saved = await savePreferences(preferencesOf(values), (theirs ?? read).tag);
      take(saved);
      notifications.show({ message: t('common.saved') });
      return formOf(saved.preferences);
    } catch (error) {
      if (problemOf(error).status !== 412) throw error;
      setTheirs(await loadPreferences());
    }
  });
  function take(now: Read) {
    setRead(now);
    setTheirs(undefined);
    void chooseLanguage(now.preferences.language);
  }

  const { values, errors, set } = form;
  const differing = theirs ? differences(values, formOf(theirs.preferences)) : [];

  const toggle = (name: SwitchName) => (
    <Switch
      label={t(`settings.${name}`)}
      description={t(`settings.${name}Text`)}
      checked={values[name]}
      onChange={(event) => set(name, event.currentTarget.checked)}
      error={errors[name]}
    />
  );
  const choice = <K extends 'preferredVideoQuality' | 'preferredAudioQuality' | 'background' | 'language'>(
    name: K,
    options: readonly { value: Form[K] & string; label: string }[],
  ) => (
    <Select
      label={t(`settings.${name}`)}
      description={t(`settings.${name}Text`)}
      data={options}
      value={values[name]}
      onChange={(value) => value && set(name, value as Form[K])}
      error={errors[name]}
      allowDeselect={false}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    />
  );

  return (
    <form {...form.props}>
      <Stack gap="lg">
        <Panel title={t('settings.entering')} text={t('settings.enteringText')}>
          <Stack gap="md">
            {toggle('autoJoinAudio')}
            {toggle('autoJoinVideo')}
          </Stack>
        </Panel>
        <Panel title={t('settings.devices')}>
          <Stack gap="lg">
            {toggle('audioEnabled')}
            {toggle('videoEnabled')}
            {toggle('screenShareEnabled')}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              {choice(
                'preferredVideoQuality',
                (['180p', '360p', '720p', '1080p'] as const).map((value) => ({ value, label: t(`settings.video.${value}`) })),
              )}
              {choice(
                'preferredAudioQuality',
                (['low', 'medium', 'high'] as const).map((value) => ({ value, label: t(`settings.audio.${value}`) })),
              )}
            </SimpleGrid>
          </Stack>
        </Panel>
        <Panel title={t('settings.behind')} text={t('settings.behindText')}>
          <Stack gap="md">
            {toggle('backgroundBlur')}
            {choice(
              'background',
              backgrounds.map((value) => ({ value, label: t(`settings.backgrounds.${value}`) })),
            )}
            {values.background === 'own' && (
              <TextInput
                type="url"
                label={t('settings.virtualBackground')}
                description={t('settings.virtualBackgroundText')}
                placeholder="https://"
                value={values.virtualBackground}
                onChange={(event) => set('virtualBackground', event.currentTarget.value)}
                error={errors.virtualBackground}
                maxLength={2048}
              />
            )}
          </Stack>
        </Panel>
        <Panel title={t('settings.rest')}>
          <Stack gap="lg">
            {toggle('notificationsEnabled')}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              {choice('language', [
                { value: 'en', label: languageNames.en },
                { value: 'ru', label: languageNames.ru },
              ])}
              <TimeZoneSelect
                label={t('settings.timeZone')}
                description={t('settings.timeZoneText')}
                value={values.timeZone}
                onChange={(value) => set('timeZone', value)}
                error={errors.timeZone}
                inputWrapperOrder={['label', 'description', 'input', 'error']}
              />
            </SimpleGrid>
            <ProblemAlert problem={form.problem} />
            {theirs ? (
              <StaleAlert
                fields={differing.map((name) => t(`settings.${name}`))}
                busy={form.busy}
                onTakeTheirs={() => {
                  take(theirs);
                  form.reset(formOf(theirs.preferences));
                }}
                onKeepMine={() => void form.submit()}
              />
            ) : (
              <Group justify="end">
                <Button type="submit" loading={form.busy}>
                  {t('settings.save')}
                </Button>
              </Group>
            )}
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

const differences = (mine: Form, theirs: Form) =>
  (Object.keys(mine) as (keyof Form)[]).filter((name) => mine[name] !== theirs[name]);
