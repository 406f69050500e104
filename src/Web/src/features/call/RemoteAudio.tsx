import { Button } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../realtime/callSession';
import { useSelected } from '../../ui/useReadable';
import classes from './Banners.module.css';

/** The voices: one element for each other person, apart from the pictures, so that paging through them silences nobody. */
export function RemoteAudio({ session }: { session: CallSession }) {
  const people = useSelected(session.state, ({ people: now }) => now);
  const speakerId = useSelected(session.local.state, ({ speakerId: now }) => now);
  const { t } = useTranslation();
  const [blocked, setBlocked] = useState(false);
  const [elements] = useState(() => new Set<HTMLAudioElement>());
  const refused = useCallback(() => setBlocked(true), []);

  const unblock = () => {
    setBlocked(false);
    for (const element of elements) void element.play().catch(refused);
  };

  return (
    <>
      {people.map((person) =>
        person.self || !person.streams ? null : (
          <Voice key={person.participantId} stream={person.streams.audio} speakerId={speakerId} elements={elements} onRefused={refused} />
        ),
      )}
      {blocked && (
        <div className={classes.banner} role="alert">
          <Button size="sm" leftSection={<IconVolume size={18} aria-hidden />} onClick={unblock}>
            {t('call.unblockSound')}
          </Button>
        </div>
      )}
    </>
  );
}

function Voice({
  stream,
  speakerId,
  elements,
  onRefused,
}: {
  stream: MediaStream;
  speakerId: string;
  elements: Set<HTMLAudioElement>;
  onRefused: () => void;
}) {
  const audio = useRef<HTMLAudioElement>(null);

  useEffect(() => {
    const element = audio.current!;
    elements.add(element);
    element.srcObject = stream;
    element.play().catch((error: unknown) => {
      // A stream that was replaced while it started is no refusal
      if (error instanceof DOMException && error.name === 'NotAllowedError') onRefused();
    });
    return () => {
      elements.delete(element);
      element.srcObject = null;
    };
  }, [stream, elements, onRefused]);

  useEffect(() => {
    // A speaker that is gone leaves the sound where it was
    audio.current?.setSinkId?.(speakerId).catch(() => {});
  }, [speakerId]);

  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody writes live speech down
  return <audio ref={audio} autoPlay />;
}
