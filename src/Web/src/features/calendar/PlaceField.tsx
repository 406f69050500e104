import { Autocomplete, Select, Stack, TextInput } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { listRooms } from '../../api/rooms';
import { useLoad } from '../../ui/useLoad';
import { type EventForm, type PlaceKind, placeKinds } from './eventForm';

const most = 100;

/** Where the event takes place: a room of this site, or a link to somewhere else. */
export function PlaceField({
  values,
  error,
  set,
  mayBeNew,
}: {
  values: EventForm;
  error: string | undefined;
  set: <K extends keyof EventForm>(name: K, value: EventForm[K]) => void;
  /** Whether a room may still be made for it. */
  mayBeNew: boolean;
}) {
  const { t } = useTranslation();
  const kinds = placeKinds.filter((kind) => kind !== 'new_room' || mayBeNew);
  return (
    <Stack gap="xs">
      <Select
        label={t('calendar.form.place')}
        data={kinds.map((value) => ({ value, label: t(`calendar.form.places.${value}`) }))}
        value={values.place}
        onChange={(value) => value && set('place', value as PlaceKind)}
        allowDeselect={false}
        description={values.place === 'new_room' ? t('calendar.form.newRoomText') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={values.place === 'none' || values.place === 'new_room' ? error : undefined}
        data-testid="event-place"
      />
      {values.place === 'room' && <RoomChoice value={values.room} error={error} onChange={(room) => set('room', room)} />}
      {(values.place === 'google_meet' || values.place === 'link') && (
        <TextInput
          type="url"
          label={t('calendar.form.url')}
          placeholder="https://"
          value={values.url}
          onChange={(event) => set('url', event.currentTarget.value)}
          error={error}
          maxLength={2048}
        />
      )}
    </Stack>
  );
}

function RoomChoice({ value, error, onChange }: { value: string; error: string | undefined; onChange: (room: string) => void }) {
  const { t } = useTranslation();
  const load = useCallback(() => listRooms(most), []);
  // Without the list a code can still be typed
  const rooms = useLoad(load).value?.items.filter((room) => room.isActive) ?? [];
  return (
    <Autocomplete
      label={t('calendar.form.room')}
      placeholder={t('calendar.form.roomPlaceholder')}
      data={rooms.map((room) => room.code)}
      filter={({ options, search }) => {
        const wanted = search.trim().toLowerCase();
        return options.filter((option) => {
          if (!('value' in option)) return true;
          const room = rooms.find((each) => each.code === option.value);
          return `${option.value} ${room?.name ?? ''}`.toLowerCase().includes(wanted);
        });
      }}
      renderOption={({ option }) => {
        const room = rooms.find((each) => each.code === option.value);
        return room?.name ? `${room.name} (${option.value})` : option.value;
      }}
      value={value}
      onChange={onChange}
      error={error}
      data-testid="event-room"
    />
  );
}
