import wrtc from '@roamhq/wrtc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalTracks } from './link';
import { Mesh } from './mesh';
import type { Participant, SignalKind } from './protocol';

// Real WebRTC; what perfect negotiation leans on (an implicit description, an implicit rollback) is younger than this build
class PeerConnection extends wrtc.RTCPeerConnection {
  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    const made = this.signalingState === 'have-remote-offer' ? this.createAnswer() : this.createOffer();
    await super.setLocalDescription((description as RTCSessionDescriptionInit) ?? (await made));
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type === 'offer' && this.signalingState === 'have-local-offer') {
      await super.setLocalDescription({ type: 'rollback' });
    }
    await super.setRemoteDescription(description);
  }
}

const nothing: LocalTracks = { audio: null, camera: null, screen: null };
const meshes = new Map<string, Mesh>();
/** Who cannot be reached by signalling now. */
const unreachable = new Set<string>();
const relayed: { from: string; to: string; kind: SignalKind }[] = [];

function mesh(selfId: string, tracks = nothing): Mesh {
  const made = new Mesh({
    selfId,
    iceServers: [],
    tracks,
    quality: '720p',
    onChange: () => {},
    signal: async (to, kind, payload) => {
      relayed.push({ from: selfId, to, kind });
      const peer = meshes.get(to);
      if (!peer || unreachable.has(to) || unreachable.has(selfId)) return false;
      await peer.take({ from: selfId, kind, payload });
      return true;
    },
  });
  meshes.set(selfId, made);
  return made;
}

const roster = (...ids: string[]) => ids.map(participantId => ({ participantId }) as Participant);
const linked = (a: Mesh, b: string) =>
  vi.waitFor(() => expect(a.peers.get(b)?.state).toBe('connected'), { timeout: 8_000, interval: 20 });

beforeEach(() => {
  vi.stubGlobal('RTCPeerConnection', PeerConnection);
  vi.stubGlobal('MediaStream', wrtc.MediaStream);
});

afterEach(() => {
  for (const each of meshes.values()) each.close();
  meshes.clear();
  unreachable.clear();
  relayed.length = 0;
  vi.unstubAllGlobals();
});

describe('the mesh', () => {
  it('links the one who joins to everybody who is there', async () => {
    const [anna, boris, vera] = [mesh('anna'), mesh('boris'), mesh('vera')];
    boris.connectTo(roster('anna', 'boris'));
    anna.follow(roster('anna', 'boris'));
    vera.connectTo(roster('anna', 'boris', 'vera'));
    anna.follow(roster('anna', 'boris', 'vera'));
    boris.follow(roster('anna', 'boris', 'vera'));
    await Promise.all([linked(anna, 'boris'), linked(boris, 'vera'), linked(vera, 'anna')]);
  });

  it('takes an offer from somebody whose joining it has not heard of yet', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    boris.connectTo(roster('anna', 'boris'));
    await linked(anna, 'boris');
    expect(boris.peers.get('anna')?.state).toBe('connected');
  });

  it('brings the tracks of both sides across, each in its role', async () => {
    const video = new wrtc.nonstandard.RTCVideoSource().createTrack();
    const [anna, boris] = [mesh('anna', { ...nothing, screen: video }), mesh('boris')];
    boris.connectTo(roster('anna', 'boris'));
    await linked(boris, 'anna');
    expect(Object.values(boris.peers.get('anna')!.remote!).map(s => s.getTracks()[0]!.kind)).toEqual([
      'audio',
      'video',
      'video',
    ]);
    const sent = anna.peers.get('boris')!.link!.pc.getSenders().map(s => s.track);
    expect(sent).toEqual([null, null, video]);
  });

  it('sends a track that comes later without another negotiation', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    boris.connectTo(roster('anna', 'boris'));
    await linked(boris, 'anna');
    await linked(anna, 'boris');
    const descriptions = () => relayed.filter(s => s.kind !== 'candidate').length;
    const before = descriptions();
    const video = new wrtc.nonstandard.RTCVideoSource().createTrack();
    boris.setTracks({ ...nothing, camera: video });
    await vi.waitFor(() =>
      expect(boris.peers.get('anna')!.link!.pc.getSenders().map(s => s.track)).toEqual([null, video, null]),
    );
    expect(descriptions()).toBe(before);
  });

  it('says its offer again when the peer can be reached again', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    unreachable.add('anna');
    boris.connectTo(roster('anna', 'boris'));
    await vi.waitFor(() => expect(relayed.some(s => s.kind === 'offer')).toBe(true));
    unreachable.delete('anna');
    boris.setPeerSignalling('anna', true);
    await linked(anna, 'boris');
  });

  it('survives both sides restarting ICE at once', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    boris.connectTo(roster('anna', 'boris'));
    await Promise.all([linked(anna, 'boris'), linked(boris, 'anna')]);
    const credentials = () => /ice-ufrag:(\S+)/.exec(anna.peers.get('boris')!.link!.pc.localDescription!.sdp)![1];
    const before = credentials();
    anna.networkChanged();
    boris.networkChanged();
    await vi.waitFor(() => expect(credentials()).not.toBe(before), { timeout: 4_000 });
    const settled = (m: Mesh, peer: string) => expect(m.peers.get(peer)!.link!.pc.signalingState).toBe('stable');
    await vi.waitFor(() => (settled(anna, 'boris'), settled(boris, 'anna')), { timeout: 4_000 });
    await Promise.all([linked(anna, 'boris'), linked(boris, 'anna')]);
  });

  it('asks the joiner to begin anew when no offer came', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    unreachable.add('anna');
    boris.connectTo(roster('anna', 'boris'));
    await vi.waitFor(() => expect(relayed.some(s => s.kind === 'offer')).toBe(true));
    unreachable.clear();
    anna.follow(roster('anna', 'boris')); // nobody tells boris that anna is back
    await linked(anna, 'boris');
    expect(relayed).toContainEqual({ from: 'anna', to: 'boris', kind: 'restart' });
  }, 15_000);

  it('closes the link to whoever leaves, and is deaf to their late messages', async () => {
    const [anna, boris] = [mesh('anna'), mesh('boris')];
    boris.connectTo(roster('anna', 'boris'));
    await linked(anna, 'boris');
    anna.follow(roster('anna'));
    expect(anna.peers.size).toBe(0);
    await anna.take({ from: 'boris', kind: 'offer', payload: '{"link":"late","sdp":"","mids":{}}' });
    expect(anna.peers.size).toBe(0);
  });
});
