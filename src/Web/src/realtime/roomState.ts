import type { Fact, Participant, Role, SessionSnapshot } from './protocol';

/** Who is in the session now: the browser's fold of the same facts that the server folded. */
export interface RoomState {
  sessionId: string;
  version: number;
  startedAt: string;
  hostPersonId: string;
  /** In order of joining. */
  participants: readonly Participant[];
  ended: string | null;
}

export function fromSnapshot(snapshot: SessionSnapshot): RoomState {
  const { sessionId, version, startedAt, hostPersonId } = snapshot;
  return { sessionId, version, startedAt, hostPersonId, participants: [...snapshot.participants], ended: null };
}

export type Sequence = 'next' | 'duplicate' | 'gap';

export function sequenceOf(state: RoomState, fact: Fact): Sequence {
  if (fact.version <= state.version) return 'duplicate';
  return fact.version === state.version + 1 ? 'next' : 'gap';
}

/** Folds one fact; a fact already seen leaves the state as it is (the same object). */
export function evolve(state: RoomState, fact: Fact): RoomState {
  if (fact.version <= state.version) return state;
  return { ...state, ...change(state, fact), version: fact.version };
}

function change(state: RoomState, fact: Fact): Partial<RoomState> {
  switch (fact.type) {
    case 'participantJoined':
      return { participants: [...without(state, fact.data.participant.participantId), fact.data.participant] };
    case 'participantLeft':
      return { participants: without(state, fact.data.participantId) };
    case 'roleChanged':
      return { participants: withRole(state, p => p.participantId === fact.data.participantId, fact.data.role) };
    case 'hostChanged':
      return { hostPersonId: fact.data.hostPersonId, participants: handOver(state, fact.data.hostPersonId) };
    case 'sessionEnded':
      return { participants: [], ended: fact.data.reason };
    case 'sessionStarted': // is in every snapshot
    case 'participantRemoved': // its participantLeft follows
    case 'participantMuted': // media state, not membership
      return {};
    default: // a fact of a newer server: its version still counts
      return {};
  }
}

const without = (state: RoomState, id: string) => state.participants.filter(p => p.participantId !== id);

const withRole = (state: RoomState, which: (p: Participant) => boolean, role: Role) =>
  state.participants.map(p => (which(p) ? { ...p, role } : p));

function handOver(state: RoomState, hostPersonId: string): Participant[] {
  return state.participants.map(p => {
    if (p.personId === hostPersonId) return { ...p, role: 'host' };
    if (p.role === 'host') return { ...p, role: p.isGuest ? 'guest' : 'participant' };
    return p;
  });
}
