import type { CameraPlan, ScreenPlan } from './bandwidth';
import { type CandidatePayload, type DescriptionPayload, type TrackRole, trackRoles } from './protocol';
import { withStartBitrate } from './startBitrate';

export type LocalTracks = Record<TrackRole, MediaStreamTrack | null>;
export type RemoteStreams = Record<TrackRole, MediaStream>;

export interface SendPlan {
  camera: CameraPlan;
  screen: ScreenPlan;
}

export interface LinkOptions {
  id: string;
  polite: boolean;
  iceServers: RTCIceServer[];
  tracks: LocalTracks;
  plan: SendPlan;
  send: (kind: 'offer' | 'answer' | 'candidate', payload: DescriptionPayload | CandidatePayload) => Promise<boolean>;
  onChange: () => void;
}

/** One RTCPeerConnection with perfect negotiation and three media sections that never change. */
export class Link {
  readonly id: string;
  readonly pc: RTCPeerConnection;
  readonly #options: LinkOptions;
  readonly #sections = new Map<TrackRole, RTCRtpTransceiver>();
  #tracks: LocalTracks;
  #plan: SendPlan;
  #early: (RTCIceCandidateInit | null)[] = [];
  #makingOffer = false;
  #ignoringOffer = false;
  #takingAnswer = false;
  #takingRemote = false;
  #undelivered = false;

  constructor(options: LinkOptions) {
    this.id = options.id;
    this.#options = options;
    this.#tracks = options.tracks;
    this.#plan = options.plan;
    this.pc = new RTCPeerConnection({ iceServers: options.iceServers, bundlePolicy: 'max-bundle' });
    this.pc.onicecandidate = ({ candidate }) =>
      void options.send('candidate', { link: this.id, candidate: candidate?.toJSON() ?? null });
    // An offer that fails (the link was closed meanwhile) leaves a link that the peer's check will replace
    this.pc.onnegotiationneeded = () => void this.offer().catch(() => {});
    this.pc.onconnectionstatechange = options.onChange;
    this.pc.oniceconnectionstatechange = () => {
      if (this.pc.iceConnectionState === 'failed') this.pc.restartIce();
      options.onChange();
    };
  }

  /** What comes in, by role; null until the sections exist. */
  get remote(): RemoteStreams | null {
    if (this.#sections.size < trackRoles.length) return null;
    this.#remote ??= Object.fromEntries(
      trackRoles.map(role => [role, new MediaStream([this.#sections.get(role)!.receiver.track])]),
    ) as RemoteStreams;
    return this.#remote;
  }
  #remote: RemoteStreams | null = null;

  receiver(role: TrackRole): RTCRtpReceiver | null {
    return this.#sections.get(role)?.receiver ?? null;
  }

  /** Makes the three sections; only the one who makes the first offer does. */
  createSections(): void {
    // Audio and camera share a stream, so that the receiver keeps lips and voice together.
    const person = new MediaStream();
    const screen = new MediaStream();
    for (const role of trackRoles) {
      const init: RTCRtpTransceiverInit = {
        direction: 'sendrecv',
        streams: [role === 'screen' ? screen : person],
        sendEncodings: [this.#encoding(role)],
      };
      const kind = role === 'audio' ? 'audio' : 'video';
      this.#sections.set(role, this.pc.addTransceiver(this.#tracks[role] ?? kind, init));
    }
    void this.#tune('screen');
  }

  async offer(): Promise<void> {
    if (this.#makingOffer || this.pc.signalingState !== 'stable') return;
    this.#makingOffer = true;
    try {
      await this.pc.setLocalDescription();
    } finally {
      this.#makingOffer = false;
    }
    await this.#sendDescription();
  }

  async takeDescription(type: 'offer' | 'answer', { sdp, mids }: DescriptionPayload): Promise<void> {
    if (type === 'answer' && this.pc.signalingState !== 'have-local-offer') return;
    const ready = !this.#makingOffer && (this.pc.signalingState === 'stable' || this.#takingAnswer);
    this.#ignoringOffer = type === 'offer' && !ready && !this.#options.polite;
    if (this.#ignoringOffer) return;
    this.#takingAnswer = type === 'answer';
    this.#takingRemote = true;
    try {
      await this.pc.setRemoteDescription({ type, sdp: withStartBitrate(sdp, this.#startKbps) });
    } finally {
      this.#takingAnswer = false;
      this.#takingRemote = false;
    }
    for (const candidate of this.#early.splice(0)) this.#addCandidate(candidate);
    if (type === 'offer') {
      if (this.#sections.size === 0) this.#adoptSections(mids);
      await this.pc.setLocalDescription();
      await this.#sendDescription();
    }
  }

  takeCandidate({ candidate }: CandidatePayload): void {
    if (!this.pc.remoteDescription && !this.#takingRemote) this.#early.push(candidate);
    else this.#addCandidate(candidate);
  }

  setTracks(tracks: LocalTracks): void {
    const before = this.#tracks;
    this.#tracks = tracks;
    for (const [role, section] of this.#sections) {
      if (before[role] === tracks[role]) continue;
      section.sender.replaceTrack(tracks[role]).catch(() => {}); // closed meanwhile
    }
  }

  setPlan(plan: SendPlan): void {
    const before = this.#plan;
    this.#plan = plan;
    if (before.camera.maxBitrate !== plan.camera.maxBitrate) void this.#tune('camera');
    if (before.screen.maxBitrate !== plan.screen.maxBitrate) void this.#tune('screen');
  }

  restartIce(): void {
    this.pc.restartIce();
  }

  /** The last description was not handed to the peer: say it again, with the candidates found since. */
  async resend(): Promise<boolean> {
    if (!this.#undelivered) return false;
    await this.#sendDescription();
    return true;
  }

  close(): void {
    this.pc.onconnectionstatechange = this.pc.oniceconnectionstatechange = null;
    this.pc.onicecandidate = this.pc.onnegotiationneeded = null;
    this.pc.close();
  }

  async #sendDescription(): Promise<void> {
    const description = this.pc.localDescription;
    if (!description || (description.type !== 'offer' && description.type !== 'answer')) return;
    const mids = Object.fromEntries([...this.#sections].map(([role, section]) => [role, section.mid ?? ''])) as Record<
      TrackRole,
      string
    >;
    const payload = { link: this.id, sdp: description.sdp, mids };
    this.#undelivered = !(await this.#options.send(description.type, payload));
  }

  #adoptSections(mids: Record<TrackRole, string>): void {
    const person = new MediaStream();
    const screen = new MediaStream();
    for (const role of trackRoles) {
      const section = this.pc.getTransceivers().find(t => t.mid === mids[role]);
      if (!section) throw new Error(`The offer has no media section for ${role}.`);
      section.direction = 'sendrecv';
      section.sender.setStreams?.(role === 'screen' ? screen : person);
      if (this.#tracks[role]) section.sender.replaceTrack(this.#tracks[role]).catch(() => {});
      this.#sections.set(role, section);
      void this.#tune(role);
    }
    this.#options.onChange();
  }

  get #startKbps(): number {
    return Math.round(Math.min(1_000_000, this.#plan.camera.maxBitrate * 0.7) / 1000);
  }

  #addCandidate(candidate: RTCIceCandidateInit | null): void {
    // A candidate of an offer that was ignored fails here, and that is as it should be.
    this.pc.addIceCandidate(candidate ?? undefined).catch(() => {});
  }

  #encoding(role: TrackRole): RTCRtpEncodingParameters {
    if (role === 'audio') return { priority: 'high', networkPriority: 'high' };
    const { maxBitrate, frameRate } = this.#plan[role];
    return { maxBitrate, maxFramerate: frameRate };
  }

  async #tune(role: TrackRole): Promise<void> {
    const sender = this.#sections.get(role)?.sender;
    if (!sender) return;
    const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string };
    if (!parameters.encodings?.length) return;
    Object.assign(parameters.encodings[0]!, this.#encoding(role));
    if (role === 'screen') parameters.degradationPreference = 'maintain-resolution';
    await sender.setParameters(parameters).catch(() => {}); // a tuning that is refused leaves the browser's own
  }
}
