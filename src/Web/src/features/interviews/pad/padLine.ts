import type { CallSession } from '../../../realtime/callSession';
import type { PadLine } from './padSync';

/** The pad of an interview over the hub connection of the call. */
export function padLine(session: CallSession, interviewId: string): PadLine {
  const { state } = session;
  return {
    id: interviewId,
    tell: (kind, update) => session.tellPad(kind, update),
    nameOf: (participantId) => state.getSnapshot().people.find((person) => person.participantId === participantId)?.displayName ?? null,
    onPad: session.pad.on,
    onNews: session.news.on,
    onConnected: (listener) => {
      let before = state.getSnapshot().signalling;
      return state.subscribe(() => {
        const { signalling } = state.getSnapshot();
        if (signalling === 'connected' && before !== 'connected') listener();
        before = signalling;
      });
    },
    onPeers: (listener) => {
      let before = state.getSnapshot().people;
      const stops = [
        session.peerBack.on(listener),
        state.subscribe(() => {
          const { people } = state.getSnapshot();
          // Voices and pictures change the list, too
          if (people.map((person) => person.participantId).join() !== before.map((person) => person.participantId).join()) listener();
          before = people;
        }),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
