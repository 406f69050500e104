import type { Interview } from '../../api/interviews';
import { isOver } from './interviewList';

export type Doable = 'details' | 'time' | 'people' | 'service' | 'cancel' | 'reopen' | 'end' | 'noShow';

/** What the present person may do with the interview as it stands. */
export function doable(i: Interview, now: number): Doable[] {
  const begun = i.startsAt !== null && Date.parse(i.startsAt) <= now;
  const open = !isOver(i);
  const planned = i.state === 'requested' || i.state === 'scheduled' || i.state === 'confirmed';
  // A candidate may say that he will not come
  if (!i.mayManage) return open && i.you?.part === 'candidate' ? ['cancel'] : [];
  const all: [Doable, boolean][] = [
    ['details', i.state !== 'cancelled'],
    ['time', planned],
    ['people', planned],
    ['service', open && i.serviceType !== null],
    // One in our room is ended there, by its phases
    ['end', begun && planned],
    ['noShow', begun && i.state !== 'cancelled'],
    ['reopen', !open && i.startsAt !== null],
    ['cancel', open],
  ];
  return all.filter(([, may]) => may).map(([of]) => of);
}
