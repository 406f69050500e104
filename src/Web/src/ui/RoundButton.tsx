import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './RoundButton.module.css';

// A finger that taps also focuses, and would leave a tooltip behind
const hovers = matchMedia('(hover: hover)').matches;

type Tone = 'plain' | 'off' | 'active' | 'danger';

/** A round button with an icon, named for everybody: by a caption where there is room, else by its tooltip. */
export function RoundButton({
  label,
  hint,
  icon,
  tone = 'plain',
  badge,
  caption,
  ...button
}: {
  label: string;
  /** Shown beside the label in the tooltip: the key that does the same. */
  hint?: string;
  icon: ReactNode;
  tone?: Tone;
  badge?: ReactNode;
  /** A word of the label: who speaks to the browser says what they see. */
  caption?: string;
} & Omit<ComponentPropsWithRef<'button'>, 'children'>) {
  return (
    <Tooltip label={hint ? `${label} (${hint})` : label} openDelay={300} events={{ hover: hovers, focus: hovers, touch: false }}>
      <UnstyledButton data-tone={tone} aria-label={label} {...button} className={classes.button}>
        <span className={classes.circle}>
          {icon}
        </span>
        {caption && <span className={classes.caption}>{caption}</span>}
        {/* A word of its own to those who hear it */ ' '}
        {badge !== undefined && <span className={classes.badge}>{badge}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
