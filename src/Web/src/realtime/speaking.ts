/** Audio levels are those of WebRTC: 0..1, linear. */
const startLevel = 0.02;
const stopLevel = 0.008;
const startMs = 150;
const stopMs = 800;
const takeOverMs = 1_500;

interface Voice {
  speaking: boolean;
  /** Since when the level has been on the other side of the threshold. */
  changingSince: number | null;
}

export interface Speakers {
  speaking: ReadonlySet<string>;
  /** Whoever spoke last and long enough; stays when all fall silent. */
  active: string | null;
}

/** Says who speaks; with hysteresis, so that a cough moves nothing and a pause for breath does not either. */
export class SpeakerDetector {
  readonly #voices = new Map<string, Voice>();
  #active: string | null = null;
  #rival: { id: string; since: number } | null = null;

  sample(levels: ReadonlyMap<string, number>, now: number): Speakers {
    for (const id of this.#voices.keys()) if (!levels.has(id)) this.#voices.delete(id);
    for (const [id, level] of levels) this.#hear(id, level, now);
    const speaking = new Set([...this.#voices].filter(([, voice]) => voice.speaking).map(([id]) => id));
    this.#choose(speaking, levels, now);
    return { speaking, active: this.#active };
  }

  #hear(id: string, level: number, now: number): void {
    const voice = this.#voices.get(id) ?? { speaking: false, changingSince: null };
    this.#voices.set(id, voice);
    const changing = voice.speaking ? level < stopLevel : level >= startLevel;
    if (!changing) voice.changingSince = null;
    else {
      voice.changingSince ??= now;
      if (now - voice.changingSince >= (voice.speaking ? stopMs : startMs)) {
        voice.speaking = !voice.speaking;
        voice.changingSince = null;
      }
    }
  }

  #choose(speaking: ReadonlySet<string>, levels: ReadonlyMap<string, number>, now: number): void {
    if (this.#active && !levels.has(this.#active)) this.#active = null;
    if (this.#active && speaking.has(this.#active)) {
      this.#rival = null; // whoever has the floor keeps it while speaking
      return;
    }
    const loudest = [...speaking].sort((a, b) => levels.get(b)! - levels.get(a)!)[0];
    if (!loudest) this.#rival = null;
    else if (!this.#active) this.#active = loudest;
    else {
      if (this.#rival?.id !== loudest) this.#rival = { id: loudest, since: now };
      if (now - this.#rival.since >= takeOverMs - stopMs) {
        this.#active = loudest;
        this.#rival = null;
      }
    }
  }
}
