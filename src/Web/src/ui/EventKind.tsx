import { IconSchool, IconUserQuestion, IconUsers, IconWorld } from '@tabler/icons-react';
import type { CSSProperties } from 'react';

/** The types of events, and entries of outside calendars. */
export type EventKind = 'meeting' | 'interview' | 'training' | 'outside';

const colors: Record<EventKind, string> = { meeting: '#4caf50', interview: '#ff9800', training: '#9c27b0', outside: '#5b7083' };
const icons = { meeting: IconUsers, interview: IconUserQuestion, training: IconSchool, outside: IconWorld };

/** Sets the colour of a kind for what is drawn inside; an outside calendar brings its own. */
export const kindStyle = (kind: EventKind, own?: string) =>
  ({ '--kind': own && /^#[0-9a-f]{6}$/i.test(own) ? own : colors[kind] }) as CSSProperties;

/** Colour is never the only sign of a kind. */
export function KindIcon({ kind, size = 16 }: { kind: EventKind; size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} aria-hidden style={{ flex: 'none' }} />;
}
