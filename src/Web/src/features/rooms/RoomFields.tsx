import { NumberInput, SimpleGrid, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../../ui/useForm';
import { limits, type RoomForm } from './roomForm';

interface Form {
  values: RoomForm;
  errors: FieldErrors;
  set: <K extends keyof RoomForm>(name: K, value: RoomForm[K]) => void;
}

type SwitchName = 'isPrivate' | 'recordingEnabled' | 'muteOnEntry' | 'allowScreenShare' | 'allowGuests';

/** All fields of a room. */
export function RoomFields({ form, zone }: { form: Form; zone: string }) {
  const { t } = useTranslation();
  const { values, errors, set } = form;

  const toggle = (name: SwitchName) => (
    <Switch
      label={t(`rooms.${name}`)}
      description={t(`rooms.${name}Text`)}
      checked={values[name]}
      onChange={(event) => set(name, event.currentTarget.checked)}
      error={errors[name]}
    />
  );
  const moment = (name: 'scheduledStart' | 'scheduledEnd') => (
    <TextInput
      type="datetime-local"
      label={t(`rooms.${name}`)}
      value={values[name]}
      onChange={(event) => set(name, event.currentTarget.value)}
      error={errors[name]}
      max="2999-12-31T23:59"
    />
  );

  return (
    <Stack gap="xl">
      <Stack gap="md">
        <TextInput
          label={t('rooms.name')}
          placeholder={t('rooms.namePlaceholder')}
          value={values.name}
          onChange={(event) => set('name', event.currentTarget.value)}
          error={errors.name}
          maxLength={limits.name}
          autoComplete="off"
        />
        <Textarea
          label={t('rooms.description')}
          placeholder={t('rooms.descriptionPlaceholder')}
          value={values.description}
          onChange={(event) => set('description', event.currentTarget.value)}
          error={errors.description}
          maxLength={limits.description}
          autosize
          minRows={2}
          maxRows={10}
        />
      </Stack>
      <Stack gap="md" role="group" aria-labelledby="room-when">
        <div>
          <Title order={2} size="h3" id="room-when">
            {t('rooms.when')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('rooms.whenText', { zone })}
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {moment('scheduledStart')}
          {moment('scheduledEnd')}
        </SimpleGrid>
      </Stack>
      <Stack gap="md" role="group" aria-labelledby="room-people">
        <Title order={2} size="h3" id="room-people">
          {t('rooms.people')}
        </Title>
        <NumberInput
          label={t('rooms.maxParticipants')}
          description={t('rooms.maxParticipantsText')}
          value={values.maxParticipants}
          onChange={(value) => set('maxParticipants', value)}
          error={errors.maxParticipants}
          min={limits.people.min}
          max={limits.people.max}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          styles={{ wrapper: { maxWidth: 160 } }}
        />
        {toggle('isPrivate')}
        {toggle('allowGuests')}
      </Stack>
      <Stack gap="md" role="group" aria-labelledby="room-call">
        <Title order={2} size="h3" id="room-call">
          {t('rooms.inCall')}
        </Title>
        {toggle('muteOnEntry')}
        {toggle('allowScreenShare')}
        {toggle('recordingEnabled')}
      </Stack>
    </Stack>
  );
}
