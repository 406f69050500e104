import type { VideoQuality } from './bandwidth';
import type { LocalMedia } from './devices';
import { FactFeed } from './factFeed';
import { ConferenceHub } from './hubConnection';
import type { RemoteStreams } from './link';
import { Mesh } from './mesh';
import type { PeerLink } from './peer';
import type { EphemeralMessage, Fact, JoinAnswer, MediaFlags, News, PadMessage, Participant, QualityBars } from './protocol';
import { fromSnapshot, type RoomState } from './roomState';

/** Somebody in the session, as a tile shows them. */
export interface Person extends Participant {
  self: boolean;
  /** Null until the first message about it. */
  media: MediaFlags | null;
  link: PeerLink;
  /** Whether their signalling is up; their media may go on without. */
  reachable: boolean;
  streams: RemoteStreams | null;
  /** How good they find their own connection. */
  announced: QualityBars | null;
}

export interface StayOptions {
  answer: JoinAnswer;
  local: LocalMedia;
  quality: VideoQuality;
  onPeople: () => void;
  onFact: (fact: Fact, before: RoomState) => void;
  onPad: (message: PadMessage) => void;
  onNews: (news: News) => void;
  /** A peer's signalling has come up. */
  onPeerBack: () => void;
}

/** One stay in the session, under one participant id: the hub, the links and what is known of the others. */
export class Stay {
  readonly selfId: string;
  readonly hub: ConferenceHub;
  readonly mesh: Mesh;
  readonly #options: StayOptions;
  readonly #feed: FactFeed;
  readonly #media = new Map<string, MediaFlags>();
  readonly #unreachable = new Set<string>();
  readonly #announced = new Map<string, QualityBars>();
  readonly #stopFollowing: (() => void)[] = [];

  constructor(options: StayOptions) {
    const { answer, local } = options;
    this.#options = options;
    this.selfId = answer.participantId;
    this.#feed = new FactFeed(fromSnapshot(answer.roster), since => this.hub.catchUp(since), this.#folded);
    this.hub = this.#createHub();
    this.mesh = new Mesh({
      selfId: this.selfId,
      iceServers: answer.iceServers,
      tracks: local.tracks,
      quality: options.quality,
      signal: (to, kind, payload) => this.hub.signal(to, kind, payload),
      onChange: this.#changed,
    });
    this.hub.start();
    this.mesh.connectTo(answer.roster.participants);
    this.#stopFollowing.push(
      local.state.subscribe(this.#localChanged),
      this.hub.state.subscribe(this.#hubChanged),
    );
    local.setCameraPlan(this.mesh.plan.camera);
  }

  get room(): RoomState {
    return this.#feed.state;
  }

  get people(): Person[] {
    const people = this.room.participants.map(p => this.#person(p));
    return [...people.filter(p => p.self), ...people.filter(p => !p.self)];
  }

  /** What this browser sends now. */
  get flags(): MediaFlags {
    const { microphone, camera, screen } = this.#options.local.state.getSnapshot();
    return {
      audio: microphone.on && microphone.track !== null,
      video: camera.on && camera.track !== null,
      screen: screen.track !== null,
    };
  }

  tellAboutMe(what: Omit<EphemeralMessage, 'participantId'>): void {
    this.hub.ephemeral(what);
  }

  async close(): Promise<void> {
    for (const stop of this.#stopFollowing) stop();
    this.mesh.close();
    await this.hub.stop();
  }

  #createHub(): ConferenceHub {
    const { answer, onPeople, onPad, onNews, onPeerBack } = this.#options;
    return new ConferenceHub({
      url: answer.hubUrl,
      ticket: answer.ticket,
      since: () => this.room.version,
      handlers: {
        Welcome: ({ mediaStates }) => {
          this.#unreachable.clear();
          for (const { participantId, audio, video, screen } of mediaStates) {
            this.#media.set(participantId, { audio, video, screen });
          }
          onPeople();
        },
        Fact: fact => this.#feed.take(fact),
        Signal: message => void this.mesh.take(message).catch(() => {}), // junk from a peer must not break the call
        MediaState: ({ participantId, audio, video, screen }) => {
          this.#media.set(participantId, { audio, video, screen });
          onPeople();
        },
        Ephemeral: ({ participantId, quality }) => {
          if (quality === undefined) return;
          this.#announced.set(participantId, quality);
          onPeople();
        },
        PeerConnection: ({ participantId, connected }) => {
          if (connected) this.#unreachable.delete(participantId);
          else this.#unreachable.add(participantId);
          this.mesh.setPeerSignalling(participantId, connected);
          onPeople();
          if (connected) onPeerBack();
        },
        Pad: onPad,
        News: onNews,
        TicketRenewed: ({ ticket }) => this.hub.renew(ticket),
        Refused: () => {},
        Goodbye: () => {},
      },
    });
  }

  #person(participant: Participant): Person {
    const { participantId: id } = participant;
    const peer = this.mesh.peers.get(id);
    const self = id === this.selfId;
    return {
      ...participant,
      self,
      media: self ? this.flags : (this.#media.get(id) ?? null),
      link: self ? 'connected' : (peer?.state ?? 'connecting'),
      reachable: !this.#unreachable.has(id),
      streams: peer?.remote ?? null,
      announced: this.#announced.get(id) ?? null,
    };
  }

  readonly #folded = (fact: Fact, before: RoomState) => {
    if (fact.type === 'participantJoined' || fact.type === 'participantLeft') {
      this.mesh.follow(this.room.participants);
    }
    this.#options.onFact(fact, before);
    this.#options.onPeople();
  };

  readonly #changed = () => {
    this.#options.local.setCameraPlan(this.mesh.plan.camera);
    this.#options.onPeople();
  };

  readonly #hubChanged = () => {
    const connected = this.hub.state.getSnapshot().now.kind === 'connected';
    if (connected) this.hub.setMediaState(this.flags);
    this.mesh.setSignalling(connected);
  };

  #flagsBefore = '';
  readonly #localChanged = () => {
    this.mesh.setTracks(this.#options.local.tracks);
    const flags = JSON.stringify(this.flags);
    if (flags === this.#flagsBefore) return;
    this.#flagsBefore = flags;
    this.hub.setMediaState(this.flags);
    this.#options.onPeople();
  };
}
