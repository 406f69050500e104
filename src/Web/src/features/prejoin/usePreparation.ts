import { useCallback, useEffect, useState } from 'react';
import { api, ask, type Room, type UserPreferences } from '../../api/client';
import { loadPreferences } from '../../api/preferences';
import { Problem, problemOf } from '../../api/problem';
import { ensureIdentity } from '../../api/session';
import { preferredBackground } from '../../realtime/background';
import { cameraPlan, type VideoQuality } from '../../realtime/bandwidth';
import type { AudioQuality, LocalMedia } from '../../realtime/devices';

export interface Preparation {
  /** Undefined while the server is being asked. */
  room: Room | undefined;
  problem: Problem | undefined;
  preferences: UserPreferences | undefined;
  retry: () => void;
}

/** Gets everything ready while the person looks at the picture: who they are, what they prefer, the room, the devices. */
export function usePreparation(code: string, pass: string | undefined, media: LocalMedia): Preparation {
  const [ready, setReady] = useState<Ready>();
  const [problem, setProblem] = useState<Problem>();

  const run = useCallback(
    (wanted: () => boolean) =>
      prepare(code, pass, media).then(
        (now) => wanted() && setReady(now),
        (error: unknown) => wanted() && setProblem(problemOf(error)),
      ),
    [code, pass, media],
  );

  useEffect(() => {
    let mounted = true;
    void run(() => mounted);
    return () => {
      mounted = false;
    };
  }, [run]);

  const retry = useCallback(() => {
    setProblem(undefined);
    void run(() => true);
  }, [run]);
  return { room: ready?.room, preferences: ready?.preferences, problem, retry };
}

interface Ready {
  room: Room;
  preferences: UserPreferences | undefined;
}

async function prepare(code: string, pass: string | undefined, media: LocalMedia): Promise<Ready> {
  await ensureIdentity();
  const reading = readRoom(code, pass);
  reading.catch(() => {}); // is waited for below
  const preferences = await readPreferences();
  // What the person does not want on is not captured, not even for a moment
  void openDevices(media, preferences);
  return { room: await reading, preferences };
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
    media.audioQuality = preferred.preferredAudioQuality as AudioQuality;
    media.setCameraPlan(cameraPlan(preferred.preferredVideoQuality as VideoQuality, 1));
    void media.background.choose(preferredBackground(preferred));
  }
  return media.open({
    microphone: !!preferred?.audioEnabled && preferred.autoJoinAudio,
    camera: !!preferred?.videoEnabled && preferred.autoJoinVideo,
  });
}
