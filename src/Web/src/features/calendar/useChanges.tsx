import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeEvent, collision, deleteEvent, type EventFields, type Scope, tagOf, undoChange } from '../../api/calendar';
import { type Problem, problemOf } from '../../api/problem';
import { problemText } from '../../ui/problemText';
import type { EventWindow } from './eventWindow';

export type ChangeKind = 'move' | 'save' | 'delete' | 'cancel';

/** Something a person wants of an event, before it is asked of the server. */
export interface Change {
  kind: ChangeKind;
  id: string;
  /** The occurrence that was touched; undefined when the event does not repeat. */
  occurrence: string | undefined;
  version: number;
  title: string;
  timeZone: string;
  allDay: boolean;
  /** What to send; a deletion sends nothing. */
  patch?: EventFields;
  /** What may be meant: one alone asks for no choice. */
  scopes: readonly Scope[];
  /** Where it was and where it goes, in words. */
  move?: { from: string; to: string };
  /** Called once it is known what becomes of it. */
  onEnd?: (done: boolean) => void;
  /** Somebody else changed the event since it was read (412); without it the calendar is loaded anew and says so. */
  onStale?: () => Promise<void>;
}

export interface Refused {
  change: Change;
  scope: Scope;
  problem: Problem;
}

const done = { move: 'moved', save: 'saved', delete: 'deleted', cancel: 'cancelled' } as const;
const undoMs = 10_000;

/** Carries changes out, says so, and takes them back. */
export function useChanges(events: EventWindow) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Change>();
  const [refused, setRefused] = useState<Refused>();

  const act = useMemo(() => {
    const say = (message: string, undoId?: string) =>
      undoId === undefined ? notifications.show({ message }) : offerUndo(message, t('calendar.done.undo'), () => void undo(undoId));
    const complain = (problem: Problem) => notifications.show({ color: 'red', message: problemText(t, problem), role: 'alert' });

    const undo = async (id: string) => {
      try {
        await undoChange(id);
        say(t('calendar.done.undone'));
      } catch (error) {
        complain(problemOf(error));
      }
      await events.refresh();
    };

    /** Asks it of the server; throws the `Problem` of a refusal that the person can do something about. */
    const carryOut = async (change: Change, scope: Scope): Promise<void> => {
      const target = { id: change.id, scope, occurrence: change.occurrence, tag: tagOf(change.version) };
      try {
        if (change.kind === 'delete') await deleteEvent(target);
        else await changeEvent(target, change.patch ?? {});
        say(t(`calendar.done.${done[change.kind]}`, { title: change.title || t('calendar.noTitle') }), change.id);
      } catch (error) {
        const problem = problemOf(error);
        if (problem.status !== 412) throw problem;
        if (change.onStale) return change.onStale();
        notifications.show({ color: 'yellow', message: t('calendar.done.reloaded'), role: 'alert' });
        change.onEnd?.(false);
        await events.refresh();
        return;
      }
      await events.refresh();
      change.onEnd?.(true);
    };

    /** Without asking first; a refusal is explained behind. */
    const straight = async (change: Change, scope: Scope = 'all') => {
      try {
        await carryOut(change, scope);
      } catch (error) {
        const problem = problemOf(error);
        if (collision(problem)) setRefused({ change, scope, problem });
        else {
          change.onEnd?.(false);
          complain(problem);
        }
      }
    };
    return { carryOut, straight, say, complain };
  }, [events, t]);

  return { ...act, asking, ask: setAsking, refused, setRefused };
}

/** A toast whose button takes back what it tells of. */
function offerUndo(message: string, label: string, undo: () => void) {
  const id = notifications.show({
    autoClose: undoMs,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          data-testid="undo"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {label}
        </Button>
      </Group>
    ),
  });
}
