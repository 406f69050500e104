import type { Answer } from './calendar';
import { api, ask, type Schemas } from './client';

/** What the link of an invitation shows to whoever has it. */
export type Invitation = Schemas['InvitationResource'];

/** Refused as `invitation_not_found` when it does not hold any more. */
export const readInvitation = (token: string): Promise<Invitation> =>
  ask(api.GET('/api/v1/calendar/invitations/{token}', { params: { path: { token } } }));

/** For all dates of a series. */
export const answerInvitation = (token: string, answer: Answer, comment: string | undefined): Promise<Invitation> =>
  ask(api.POST('/api/v1/calendar/invitations/{token}/answer', { params: { path: { token } }, body: { answer, comment } }));
