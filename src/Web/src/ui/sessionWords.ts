export const endReasons = ['last_left', 'ended_by_host', 'room_closed'] as const;
export const leaveReasons = ['left', 'page_closed', 'connection_lost', 'removed', 'rejoined', 'session_ended'] as const;
export const roles = ['host', 'co_host', 'participant', 'guest'] as const;
