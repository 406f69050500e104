import { type ChangePreview, type EventFields, type Occurrence, tagOf, type Target } from '../../api/calendar';
import { type Dropped, patchOf } from './dragging';
import { collisionsAt } from './occurrences';

export interface Clash {
  title: string | null;
  start: string;
  end: string;
}

type Preview = (target: Target, patch: EventFields) => Promise<Pick<ChangePreview, 'conflicts'>>;

const pauseMs = 250;

/**
 * What an event that is being dragged would collide with: at once what is on the page, and what only the server knows
 * when the hand rests for a moment.
 */
export class DragWatch {
  private readonly listeners = new Set<() => void>();
  private clash: Clash | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;

  constructor(
    private readonly loaded: () => readonly Occurrence[],
    private readonly preview: Preview,
  ) {}

  getSnapshot = () => this.clash;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** The event is held over this place; without a place the drag is over. */
  hover = (item: Occurrence, dropped?: Dropped): void => {
    clearTimeout(this.timer);
    const round = ++this.round;
    if (!dropped || dropped.allDay || item.place.kind !== 'room') {
      this.become(undefined);
      return;
    }
    const [near] = collisionsAt(this.loaded(), item, dropped.start, dropped.end);
    this.become(near && { title: near.title, start: near.start, end: near.end });
    if (near) return;
    const occurrence = item.isRecurring ? item.occurrence : undefined;
    const target: Target = { id: item.eventId, scope: occurrence ? 'this' : 'all', occurrence, tag: tagOf(item.version) };
    this.timer = setTimeout(() => {
      this.preview(target, patchOf(item, dropped)).then(
        ({ conflicts: [first] }) => {
          if (round === this.round) this.become(first && { title: first.eventTitle, start: first.start, end: first.end });
        },
        // The drop asks again and says what is wrong
        () => {},
      );
    }, pauseMs);
  };

  private become(clash: Clash | undefined) {
    if (clash?.start === this.clash?.start && clash?.title === this.clash?.title) return;
    this.clash = clash;
    for (const listener of this.listeners) listener();
  }
}
