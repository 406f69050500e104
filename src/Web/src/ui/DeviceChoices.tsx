import { Button, Group, Stack, Text } from '@mantine/core';
import { IconMicrophone, IconPlayerPlay, IconVideo, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceSelect } from './DeviceSelect';
import { deviceProblem } from './deviceProblem';
import { type Meter, MicrophoneGauge } from './MicrophoneGauge';
import { playTestTone } from './testTone';
import { type Readable, useReadable } from './useReadable';

interface Capture {
  on: boolean;
  problem: string | null;
  track: MediaStreamTrack | null;
}

interface Device {
  readonly deviceId: string | null;
  choose(deviceId: string): Promise<void>;
}

/** The person's own devices, as far as choosing among them goes. */
export interface ChoosableMedia {
  state: Readable<{
    microphone: Capture;
    camera: Capture;
    microphones: readonly MediaDeviceInfo[];
    cameras: readonly MediaDeviceInfo[];
    speakers: readonly MediaDeviceInfo[];
    speakerId: string;
  }>;
  microphone: Device;
  camera: Device;
  chooseSpeaker(deviceId: string): void;
}

const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype;

/** Which microphone, speaker and camera; what stands here is what is used. */
export function DeviceChoices({ media, meterOf }: { media: ChoosableMedia; meterOf: (track: MediaStreamTrack) => Meter }) {
  const { t } = useTranslation();
  const { microphone, camera, microphones, cameras, speakers, speakerId } = useReadable(media.state);
  const [testing, setTesting] = useState<'idle' | 'playing' | 'failed'>('idle');

  // Until the person allows a device the browser does not tell which ones there are
  const none = (problem: string | null) => (problem === null || problem === 'not_found' ? t('devices.none') : t('devices.hidden'));

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
          none={none(microphone.problem)}
          value={media.microphone.deviceId}
          onChange={(id) => void media.microphone.choose(id)}
          error={microphone.problem ? deviceProblem(t, 'microphone', microphone.problem).title : undefined}
        />
        <MicrophoneGauge track={microphone.on ? microphone.track : null} meterOf={meterOf} />
      </div>
      <Group align="end" gap="xs" wrap="nowrap">
        {canChooseSpeaker && (
          <div style={{ flex: 1, minWidth: 0 }}>
            <DeviceSelect
              label={t('devices.speaker')}
              icon={<IconVolume size={18} aria-hidden />}
              devices={speakers}
              none={t('devices.default')}
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
          {t('devices.testSpeakers')}
        </Button>
      </Group>
      {testing === 'failed' && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {t('devices.testFailed')}
        </Text>
      )}
      <DeviceSelect
        label={t('devices.camera')}
        icon={<IconVideo size={18} aria-hidden />}
        devices={cameras}
        none={none(camera.problem)}
        value={media.camera.deviceId}
        onChange={(id) => void media.camera.choose(id)}
        error={camera.problem ? deviceProblem(t, 'camera', camera.problem).title : undefined}
      />
    </Stack>
  );
}
