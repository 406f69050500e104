import { useEffect, useRef } from 'react';
import classes from './LevelBar.module.css';

/** A gauge that moves with every frame; `read` answers 0..1. */
export function LevelBar({ read, label }: { read: () => number; label: string }) {
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const draw = () => {
      // Up at once, down slowly: the eye can follow it then
      shown = Math.max(read(), shown - 0.02);
      bar.current?.style.setProperty('--level', shown.toFixed(3));
      bar.current?.setAttribute('aria-valuenow', String(Math.round(shown * 10) * 10));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [read]);

  return (
    <div ref={bar} className={classes.bar} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <div className={classes.level} />
    </div>
  );
}
