import { Button, Group, Stack } from '@mantine/core';
import { IconMicrophone, IconPlayerPlay, IconVideo, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../realtime/devices';
import { DeviceSelect } from '../../ui/DeviceSelect';
import { deviceProblem } from '../../ui/deviceProblem';
import { playTestTone } from '../../ui/testTone';
import { useReadable } from '../../ui/useReadable';
import { MicrophoneGauge } from './MicrophoneGauge';

const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype;

/** Which microphone, speaker and camera; what stands here is what is used. */
export function DeviceChoices({ media }: { media: LocalMedia }) {
  const { t } = useTranslation();
  const { microphone, camera, microphones, cameras, speakers, speakerId } = useReadable(media.state);
  const [testing, setTesting] = useState<'idle' | 'playing' | 'failed'>('idle');

  async function test() {
    setTesting('playing');
    try {
      await playTestTone(speakerId);
      setTesting('idle');
    } catch {
      setTesting('failed');
    }
  }

  return (
    <Stack gap="sm">
      <div>
        <DeviceSelect
          label={t('devices.microphone')}
          icon={<IconMicrophone size={18} aria-hidden />}
          devices={microphones}
          value={media.microphone.deviceId}
          onChange={(id) => void media.microphone.choose(id)}
          error={microphone.problem ? deviceProblem(t, 'microphone', microphone.problem).title : undefined}
        />
        <MicrophoneGauge track={microphone.on ? microphone.track : null} />
      </div>
      <Group align="end" gap="xs" wrap="nowrap">
        {canChooseSpeaker && (
          <div style={{ flex: 1, minWidth: 0 }}>
            <DeviceSelect
              label={t('devices.speaker')}
              icon={<IconVolume size={18} aria-hidden />}
              devices={speakers}
              value={speakerId}
              onChange={(id) => media.chooseSpeaker(id)}
            />
          </div>
        )}
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={testing === 'playing'}
          onClick={() => void test()}
        >
          {t('prejoin.testSpeakers')}
        </Button>
      </Group>
      {testing === 'failed' && <p role="alert">{t('prejoin.testFailed')}</p>}
      <DeviceSelect
        label={t('devices.camera')}
        icon={<IconVideo size={18} aria-hidden />}
        devices={cameras}
        value={media.camera.deviceId}
        onChange={(id) => void media.camera.choose(id)}
        error={camera.problem ? deviceProblem(t, 'camera', camera.problem).title : undefined}
      />
    </Stack>
  );
}
