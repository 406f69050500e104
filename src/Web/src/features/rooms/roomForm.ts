import type { Room } from '../../api/client';
import type { RoomDetails } from '../../api/rooms';
import type { Check, FieldErrors } from '../../ui/useForm';
import { instantOf, wallClockOf } from '../../ui/zonedTime';

export const limits = { name: 120, description: 2000, people: { min: 2, max: 500, usual: 10 } };

/** A room as a person edits it; times are wall-clock times of the person's zone. */
export interface RoomForm {
  name: string;
  description: string;
  isPrivate: boolean;
  maxParticipants: number | string;
  scheduledStart: string;
  scheduledEnd: string;
  recordingEnabled: boolean;
  muteOnEntry: boolean;
  allowScreenShare: boolean;
  allowGuests: boolean;
}

export const emptyRoom: RoomForm = {
  name: '',
  description: '',
  isPrivate: false,
  maxParticipants: limits.people.usual,
  scheduledStart: '',
  scheduledEnd: '',
  recordingEnabled: false,
  muteOnEntry: false,
  allowScreenShare: true,
  allowGuests: true,
};

export const formOf = (room: Room, zone: string): RoomForm => ({
  name: room.name,
  description: room.description ?? '',
  isPrivate: room.isPrivate,
  maxParticipants: room.maxParticipants,
  scheduledStart: room.scheduledStart ? wallClockOf(room.scheduledStart, zone) : '',
  scheduledEnd: room.scheduledEnd ? wallClockOf(room.scheduledEnd, zone) : '',
  recordingEnabled: room.recordingEnabled,
  ...room.settings,
});

export const detailsOf = (form: RoomForm, zone: string): RoomDetails => ({
  name: form.name.trim(),
  description: form.description.trim(),
  isPrivate: form.isPrivate,
  maxParticipants: Number(form.maxParticipants),
  scheduledStart: instantOf(form.scheduledStart, zone) ?? null,
  scheduledEnd: instantOf(form.scheduledEnd, zone) ?? null,
  recordingEnabled: form.recordingEnabled,
  settings: {
    muteOnEntry: form.muteOnEntry,
    allowScreenShare: form.allowScreenShare,
    allowGuests: form.allowGuests,
  },
});

export const checkRoom: Check<RoomForm> = (form, t) => {
  const errors: FieldErrors = {};
  if (form.name.trim().length > limits.name) errors.name = t('fields.tooLong', { count: limits.name });
  if (form.description.trim().length > limits.description)
    errors.description = t('fields.tooLong', { count: limits.description });
  const people = Number(form.maxParticipants);
  const { min, max } = limits.people;
  if (form.maxParticipants === '' || !Number.isInteger(people) || people < min || people > max)
    errors.maxParticipants = t('fields.between', { min, max });
  if (form.scheduledEnd && !form.scheduledStart) errors.scheduledStart = t('rooms.startMissing');
  // Both are wall-clock times of one zone and compare as text
  else if (form.scheduledEnd && form.scheduledEnd <= form.scheduledStart) errors.scheduledEnd = t('rooms.endBeforeStart');
  return errors;
};
