import { useEffect, useRef, useState } from 'react';
import classes from './Video.module.css';

/** A silent moving picture; invisible until its first frame is there. */
export function Video({
  stream,
  mirrored = false,
  fit = 'cover',
  label,
}: {
  stream: MediaStream;
  mirrored?: boolean;
  fit?: 'cover' | 'contain';
  /** Without it the picture is an ornament of something that has a name. */
  label?: string;
}) {
  const element = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState<MediaStream>();

  useEffect(() => {
    const video = element.current!;
    video.srcObject = stream;
    // An element that was moved in the page stops; a picture without sound may always be played
    video.play().catch(() => {});
    return () => {
      video.srcObject = null;
    };
  }, [stream]);

  return (
    <video
      ref={element}
      className={classes.video}
      data-mirrored={mirrored || undefined}
      data-fit={fit}
      data-shown={shown === stream || undefined}
      aria-label={label}
      aria-hidden={label === undefined}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      onLoadedData={() => setShown(stream)}
      onResize={() => setShown(stream)}
    />
  );
}
