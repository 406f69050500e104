import type { ReactNode } from 'react';
import facts from './EventFacts.module.css';

/** A line about an event, behind its icon. */
export function EventFact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className={facts.fact}>
      {icon}
      <div className={facts.words}>{children}</div>
    </div>
  );
}
