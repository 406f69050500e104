import { type Background, type BackgroundProblem, loadPicture } from './background';
import { BackgroundPipe } from './backgroundPipe';
import { Emitter, Store } from './store';

export interface CameraBackgroundState {
  /** What is behind the person now, or will be as soon as it is ready. */
  chosen: Background;
  preparing: boolean;
  problem: BackgroundProblem | null;
  /** What is seen and sent: never the plain picture while a background is being prepared for a camera that was off. */
  track: MediaStreamTrack | null;
}

/** Stands between the camera and everybody who sees its picture. */
export class CameraBackground {
  readonly state = new Store<CameraBackgroundState>({ chosen: 'none', preparing: false, problem: null, track: null });
  /** The person is seen differently from what was chosen. */
  readonly problems = new Emitter<BackgroundProblem>();
  #source: MediaStreamTrack | null = null;
  #attached: MediaStreamTrack | null = null;
  #pipe: BackgroundPipe | null = null;
  #round = 0;

  /** The camera's own track; null while it is off. */
  setSource(track: MediaStreamTrack | null): void {
    if (track === this.#source) return;
    this.#source = track;
    this.#route();
  }

  async choose(chosen: Background): Promise<void> {
    const round = ++this.#round;
    this.state.set({ chosen, problem: null });
    if (chosen === 'none') return this.#giveUp();
    if (!BackgroundPipe.possible) return this.#fail('unsupported');
    const before = this.#pipe;
    if (!before) this.#route();
    const picture = chosen === 'blur' ? null : await loadPicture(chosen).catch(() => undefined);
    if (round !== this.#round) return picture?.close();
    this.#pipe ??= new BackgroundPipe({
      onFlowing: () => this.#flow(),
      onBroken: problem => this.#fail(problem),
    });
    this.#pipe.show(picture ?? null);
    if (picture === undefined) {
      this.state.set({ chosen: 'blur', problem: 'picture' });
      this.problems.emit('picture');
    }
    this.#route();
  }

  close(): void {
    this.#round++;
    this.#pipe?.close();
    this.#pipe = this.#attached = this.#source = null;
    this.state.set({ preparing: false, track: null });
  }

  #route(): void {
    if (!this.#source) {
      this.#pipe?.detach();
      this.#attached = null;
      this.state.set({ track: null, preparing: false });
    } else if (this.state.getSnapshot().chosen === 'none') this.state.set({ track: this.#source, preparing: false });
    else if (this.#attached !== this.#source) {
      const seen = this.state.getSnapshot().track;
      this.state.set({ preparing: true, track: seen === this.#source ? seen : null });
      if (!this.#pipe) return;
      this.#attached = this.#source;
      this.#flowing = this.#pipe.attach(this.#source);
    }
  }
  #flowing: MediaStreamTrack | null = null;

  #flow(): void {
    this.state.set({ track: this.#flowing, preparing: false });
  }

  #fail(problem: BackgroundProblem): void {
    this.#round++;
    this.state.set({ chosen: 'none', problem });
    this.#giveUp();
    this.problems.emit(problem);
  }

  /** First the camera's own picture, then the end of the other one: nobody sees a black one in between. */
  #giveUp(): void {
    this.state.set({ track: this.#source, preparing: false });
    this.#pipe?.close();
    this.#pipe = this.#attached = null;
  }
}
