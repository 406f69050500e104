import { type Awareness, applyAwarenessUpdate, modifyAwarenessUpdate } from 'y-protocols/awareness';
import { createAbsolutePositionFromRelativePosition, type Doc, type RelativePosition } from 'yjs';

/** Dark enough for white letters on them (4.5:1), far enough apart. */
const colours = ['#0b7368', '#a13670', '#3d55b8', '#8a5a00', '#7a3fb0', '#b3261e'];

function colourOf(id: string): string {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.codePointAt(0)!) >>> 0;
  return colours[sum % colours.length]!;
}

interface RemoteState {
  cursor?: { anchor?: unknown; head?: unknown } | null;
}

/**
 * Takes where a peer's cursor is. Name and colour are what we know of the sender: what they say of themselves could
 * be another's name, and the colour is written into a style.
 */
export function takeCursor(awareness: Awareness, update: Uint8Array, participantId: string, name: string, from: unknown): void {
  const colour = colourOf(participantId);
  const safe = modifyAwarenessUpdate(update, (state: RemoteState | null) =>
    state === null
      ? null
      : {
          participantId,
          user: { name, color: colour, colorLight: `${colour}33` },
          cursor: cursorOf(state, awareness.doc),
        },
  );
  applyAwarenessUpdate(awareness, safe, from);
}

/** Null for what is no place in the text: the editor would stumble over it. */
function cursorOf({ cursor }: RemoteState, doc: Doc) {
  if (!cursor) return null;
  const { anchor, head } = cursor;
  try {
    for (const end of [anchor, head]) createAbsolutePositionFromRelativePosition(end as RelativePosition, doc);
    return { anchor, head };
  } catch {
    return null;
  }
}

/** Whose states to forget: those of somebody who is gone, or came anew in another window. */
export function clientsOf(awareness: Awareness, gone: (participantId: string) => boolean): number[] {
  return [...awareness.getStates()].flatMap(([client, state]) => {
    const { participantId } = state as { participantId?: unknown };
    return client !== awareness.clientID && typeof participantId === 'string' && gone(participantId) ? [client] : [];
  });
}
