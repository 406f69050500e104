import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelBar } from './LevelBar';

/** `gauge`: 0..1 on a scale that follows the ear. */
export interface Meter {
  gauge(): number;
  close(): void;
}

/** Shows that the microphone hears something. */
export function MicrophoneGauge({
  track,
  meterOf,
}: {
  track: MediaStreamTrack | null;
  meterOf: (track: MediaStreamTrack) => Meter;
}) {
  const { t } = useTranslation();
  const meter = useRef<Meter>(null);

  useEffect(() => {
    if (!track) return undefined;
    meter.current = meterOf(track);
    return () => {
      meter.current?.close();
      meter.current = null;
    };
  }, [track, meterOf]);

  const read = useCallback(() => meter.current?.gauge() ?? 0, []);
  return <LevelBar read={read} label={t('devices.level')} />;
}
