import type { CSSProperties } from 'react';
import classes from './Initials.module.css';

/** Stands for a person whose camera is off. */
export function Initials({ name, personId }: { name: string; personId: string }) {
  return (
    <div className={classes.field} style={{ '--hue': hueOf(personId) } as CSSProperties} aria-hidden>
      <span className={classes.circle}>{initialsOf(name)}</span>
    </div>
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return letters.map((word) => [...word][0]!.toUpperCase()).join('') || '?';
}

/** The same person has the same colour in every browser and every call. */
export function hueOf(personId: string): number {
  let hash = 0;
  for (const char of personId) hash = (hash * 31 + char.codePointAt(0)!) % 360;
  return hash;
}
