import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { gaugeOf, LevelMeter } from '../../realtime/levelMeter';
import { LevelBar } from '../../ui/LevelBar';

/** Shows that the microphone hears something. */
export function MicrophoneGauge({ track }: { track: MediaStreamTrack | null }) {
  const { t } = useTranslation();
  const meter = useRef<LevelMeter>(null);

  useEffect(() => {
    if (!track) return undefined;
    meter.current = new LevelMeter(track);
    return () => {
      meter.current?.close();
      meter.current = null;
    };
  }, [track]);

  const read = useCallback(() => (meter.current ? gaugeOf(meter.current.level()) : 0), []);
  return <LevelBar read={read} label={t('prejoin.level')} />;
}
