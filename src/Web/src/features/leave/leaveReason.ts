const reasons = ['left', 'removed', 'ended', 'closed', 'lost', 'elsewhere', 'alone'] as const;
export type LeaveReason = (typeof reasons)[number];

// The words of the protocol, as the call hands them on, and what they mean to a person
const words: Record<string, LeaveReason> = {
  left: 'left',
  page_closed: 'left',
  removed: 'removed',
  session_ended: 'ended',
  ended_by_host: 'ended',
  room_closed: 'closed',
  connection_lost: 'lost',
  replaced: 'elsewhere',
  connection_replaced: 'elsewhere',
  rejoined: 'elsewhere',
  joined_elsewhere: 'elsewhere',
  last_left: 'alone',
  alone: 'alone',
  gave_up: 'lost',
  offline: 'lost',
  unavailable: 'lost',
  removed_from_session: 'removed',
};

/** Undefined for other words: codes of problems that kept a person from coming back in. */
export const leaveReasonOf = (word: string | null): LeaveReason | undefined => words[word || 'left'];

/** Whether going back in at once can work: a closed room must be opened first, a removed person stays out of this call. */
export const mayRejoin = (reason: LeaveReason | undefined) => reason !== 'closed' && reason !== 'removed';
