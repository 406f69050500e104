import { captureImpossible, classify, type MediaProblem } from './mediaProblem';
import { Store } from './store';

export interface ScreenState {
  track: MediaStreamTrack | null;
  starting: boolean;
  /** A share that the person called off is no problem. */
  problem: MediaProblem | null;
}

/** The person's own screen, as long as they share it. */
export class ScreenShare {
  readonly state = new Store<ScreenState>({ track: null, starting: false, problem: null });

  async start(): Promise<void> {
    const { track, starting } = this.state.getSnapshot();
    if (track || starting) return;
    const impossible = captureImpossible('screen');
    if (impossible) return this.state.set({ problem: impossible });
    this.state.set({ starting: true, problem: null });
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15, max: 30 } } });
      this.#take(stream.getVideoTracks()[0]!);
    } catch (error) {
      const problem = classify(error);
      this.state.set({ starting: false, problem: problem === 'denied_by_user' ? null : problem });
    }
  }

  stop(): void {
    const { track } = this.state.getSnapshot();
    if (!track) return;
    track.onended = null;
    track.stop();
    this.state.set({ track: null });
  }

  #take(track: MediaStreamTrack): void {
    track.contentHint = 'detail';
    track.onended = () => this.stop(); // the browser's own "Stop sharing"
    this.state.set({ track, starting: false });
  }
}
