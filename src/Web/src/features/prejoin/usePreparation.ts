import { useCallback, useEffect, useState } from 'react';
import { api, ask, type Room, type UserPreferences } from '../../api/client';
import { loadPreferences } from '../../api/preferences';
import { Problem, problemOf } from '../../api/problem';
import { ensureIdentity } from '../../api/session';
import { cameraPlan, type VideoQuality } from '../../realtime/bandwidth';
import type { LocalMedia } from '../../realtime/devices';

export interface Preparation {
  /** Undefined while the server is being asked. */
  room: Room | undefined;
  problem: Problem | undefined;
  preferences: UserPreferences | undefined;
  retry: () => void;
}

/** Gets everything ready while the person looks at the picture: who they are, what they prefer, the room, the devices. */
export function usePreparation(code: string, pass: string | undefined, media: LocalMedia): Preparation {
  const [room, setRoom] = useState<Room>();
  const [problem, setProblem] = useState<Problem>();
  const [preferences, setPreferences] = useState<UserPreferences>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    const prepare = async () => {
      await ensureIdentity();
      const reading = readRoom(code, pass);
      const preferred = await readPreferences();
      if (!current) return;
      setPreferences(preferred);
      // What the person does not want on is not captured, not even for a moment
      void openDevices(media, preferred);
      const found = await reading;
      if (current) setRoom(found);
    };
    prepare().catch((error: unknown) => current && setProblem(problemOf(error)));
    return () => {
      current = false;
    };
  }, [code, pass, media, attempt]);

  const retry = useCallback(() => {
    setProblem(undefined);
    setAttempt((before) => before + 1);
  }, []);
  return { room, problem, preferences, retry };
}

async function readRoom(code: string, pass: string | undefined): Promise<Room> {
  const room = await ask(
    api.GET('/api/v1/rooms/{idOrCode}', {
      params: { path: { idOrCode: code } },
      headers: pass ? { 'X-Room-Pass': pass } : {},
    }),
  );
  if (!room.isActive) throw new Problem('room_closed', 409);
  return room;
}

async function readPreferences(): Promise<UserPreferences | undefined> {
  try {
    return (await loadPreferences()).preferences;
  } catch {
    return undefined; // unknown wishes: everything stays off until the person switches it on
  }
}

function openDevices(media: LocalMedia, preferred: UserPreferences | undefined): Promise<void> {
  if (preferred) {
    media.audioQuality = preferred.preferredAudioQuality;
    media.setCameraPlan(cameraPlan(preferred.preferredVideoQuality as VideoQuality, 1));
  }
  return media.open({
    microphone: !!preferred?.audioEnabled && preferred.autoJoinAudio,
    camera: !!preferred?.videoEnabled && preferred.autoJoinVideo,
  });
}
