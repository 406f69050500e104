import { api, ask } from '../../api/client';
import type { VideoQuality } from '../../realtime/bandwidth';
import { CallSession } from '../../realtime/callSession';
import type { LocalMedia } from '../../realtime/devices';
import type { JoinAnswer } from '../../realtime/protocol';
import { keepForReload } from '../../realtime/resume';

export interface CallWish {
  code: string;
  pass: string | undefined;
  name: string;
  local: LocalMedia;
  quality: VideoQuality;
}

/** A call that speaks to the server by HTTP where it must: joining and leaving. */
export function createCall({ code, pass, name, local, quality }: CallWish): CallSession {
  return new CallSession({
    local,
    quality,
    join: async (previousParticipantId) => {
      const body = { displayName: name, pass, previousParticipantId };
      return (await ask(api.POST('/api/v1/rooms/{code}/join', { params: { path: { code } }, body }))) as JoinAnswer;
    },
    leave: (participantId, reason, connection) => {
      const body = new Blob([JSON.stringify({ participantId, reason, connection })], { type: 'application/json' });
      // A beacon is sent even while the page goes away
      if (!navigator.sendBeacon(`/api/v1/rooms/${code}/leave`, body)) {
        void fetch(`/api/v1/rooms/${code}/leave`, { method: 'POST', body, keepalive: true }).catch(() => {});
      }
    },
    onPageClosed: (participantId) => {
      const { microphone, camera, background } = local.state.getSnapshot();
      const devices = { microphone: microphone.on, camera: camera.on, background: background.chosen };
      keepForReload({ code, participantId, name, pass, quality, ...devices });
    },
  });
}
