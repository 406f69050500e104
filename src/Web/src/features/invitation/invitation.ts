import type { Invitation } from '../../api/invitations';
import { replies, type Reply } from '../../ui/AnswerChoice';

/** A series is over when no date of it is to come; one that its organizer has ended may have more. */
export function isOver({ status, isRecurring, nextDates, end }: Pick<Invitation, 'status' | 'isRecurring' | 'nextDates' | 'end'>, now: number): boolean {
  return isRecurring ? nextDates.every((date) => Date.parse(date.end) <= now) : status === 'completed' || Date.parse(end) <= now;
}

/** Whether there is a call to join now. */
export function canJoin({ url, status, joinFrom, end }: Pick<Invitation, 'url' | 'status' | 'joinFrom' | 'end'>, now: number): boolean {
  return url !== null && status !== 'cancelled' && status !== 'completed' && now >= Date.parse(joinFrom) && now < Date.parse(end);
}

/** The answer that the link proposes (`?answer=accepted`), as mails have a link for each. */
export const proposed = (query: URLSearchParams): Reply | undefined => replies.find((each) => each === query.get('answer'));
