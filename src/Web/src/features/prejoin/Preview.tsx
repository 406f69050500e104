import { Loader } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../realtime/devices';
import { deviceProblem } from '../../ui/deviceProblem';
import { RoundButton } from '../../ui/RoundButton';
import { useReadable } from '../../ui/useReadable';
import { useTrackStream } from '../../ui/useTrackStream';
import { Video } from '../../ui/Video';
import classes from './Preview.module.css';

/** What the others will see, with the two switches on its lower edge. */
export function Preview({ media }: { media: LocalMedia }) {
  const { t } = useTranslation();
  const { microphone, camera, background } = useReadable(media.state);
  const stream = useTrackStream(camera.track);
  const cameraOn = camera.on && !camera.problem;
  const microphoneOn = microphone.on && !microphone.problem;
  const hidden = background.preparing && !camera.track;
  const wrong = camera.problem
    ? deviceProblem(t, 'camera', camera.problem)
    : microphone.problem && deviceProblem(t, 'microphone', microphone.problem);

  return (
    <div className={classes.picture} data-testid="prejoin-preview">
      {stream && camera.on && <Video stream={stream} mirrored label={t('prejoin.preview')} />}
      <div className={classes.words} role="status">
        {(camera.starting || hidden) && (
          <>
            <Loader color="#fff" size="sm" />
            {hidden ? t('background.preparing') : t('prejoin.cameraStarting')}
          </>
        )}
        {!camera.starting && !camera.problem && !camera.on && t('prejoin.cameraOff')}
        {!camera.starting && wrong && (
          <div className={camera.problem ? classes.problem : classes.smallProblem}>
            <strong>{wrong.title}</strong>
            <span>{wrong.text}</span>
          </div>
        )}
        {!camera.starting && !wrong && background.problem && (
          // Said aloud beside the choice, which is out of sight on a phone
          <div className={classes.smallProblem} aria-hidden>
            {t(`background.problems.${background.problem}`)}
          </div>
        )}
      </div>
      <div className={classes.switches}>
        <RoundButton
          data-testid="btn-mic"
          label={microphoneOn ? t('call.microphoneOff') : t('call.microphoneOn')}
          tone={microphoneOn ? 'plain' : 'off'}
          aria-pressed={microphoneOn}
          icon={microphoneOn ? <IconMicrophone aria-hidden /> : <IconMicrophoneOff aria-hidden />}
          onClick={() => void toggle(microphoneOn, media, 'microphone')}
        />
        <RoundButton
          data-testid="btn-camera"
          label={cameraOn ? t('call.cameraOff') : t('call.cameraOn')}
          tone={cameraOn ? 'plain' : 'off'}
          aria-pressed={cameraOn}
          icon={cameraOn ? <IconVideo aria-hidden /> : <IconVideoOff aria-hidden />}
          onClick={() => void toggle(cameraOn, media, 'camera')}
        />
      </div>
    </div>
  );
}

async function toggle(on: boolean, media: LocalMedia, kind: 'microphone' | 'camera') {
  if (on) return media[kind].turnOff();
  await media[kind].turnOn();
  await media.list(); // with the first permission the devices get their names
}
