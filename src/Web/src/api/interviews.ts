import { api, ask, type Schemas } from './client';
import type { Problem } from './problem';

export type Interview = Schemas['InterviewResource'];
export type InterviewState = Schemas['InterviewState'];
export type Member = Schemas['MemberResource'];
export type Part = Schemas['Part'];
export type Phase = NonNullable<Schemas['Phase']>;
export type ServiceType = NonNullable<Schemas['ServiceType']>;
export type Criterion = Schemas['Criterion'];
export type Feedback = Schemas['FeedbackResource'];
export type FeedbackRequest = Schemas['GiveFeedbackRequest'];
export type Sheet = Schemas['Sheet'];
export type ScheduleRequest = Omit<Schemas['ScheduleInterviewRequest'], 'addresses'>;
export type TimeRequest = Schemas['RescheduleInterviewRequest'];
/** What a personal link shows to whoever has it. */
export type JoinLink = Schemas['Shown'];
/** Where the personal link leads: a room of this site, or an address elsewhere. */
export type JoinPlace = Schemas['JoinByLinkAnswer'];

/** Those in which the present person has a part, or for which they asked. */
export const listInterviews = async (): Promise<Interview[]> => (await ask(api.GET('/api/v1/interviews'))).items;

export const readInterview = (id: string): Promise<Interview> => ask(api.GET('/api/v1/interviews/{id}', { params: { path: { id } } }));

/** The same key with the same request schedules once, however often it is sent. */
export const scheduleInterview = (request: ScheduleRequest, key: string): Promise<Interview> =>
  ask(api.POST('/api/v1/interviews', { body: request, headers: { 'Idempotency-Key': key } }));

// What is edited is refused as `version_mismatch` when somebody else changed the interview since it was read
const seen = ({ id, version }: Interview) => ({ path: { id }, header: { 'If-Match': `"${version}"` } });
const of = (id: string) => ({ path: { id } });

export const changeDetails = (interview: Interview, body: Schemas['ChangeDetailsRequest']) =>
  ask(api.PUT('/api/v1/interviews/{id}/details', { params: seen(interview), body }));
export const reschedule = (interview: Interview, body: TimeRequest) => ask(api.PUT('/api/v1/interviews/{id}/time', { params: seen(interview), body }));
export const chooseService = (interview: Interview, body: Schemas['ChooseServiceRequest']) =>
  ask(api.PUT('/api/v1/interviews/{id}/service', { params: seen(interview), body }));
export const assignMembers = (interview: Interview, body: Schemas['AssignMembersRequest']) =>
  ask(api.PUT('/api/v1/interviews/{id}/members', { params: seen(interview), body }));

export const confirmInterview = (id: string) => ask(api.POST('/api/v1/interviews/{id}/confirm', { params: of(id), body: {} }));
export const cancelInterview = (id: string, reason: string | undefined) =>
  ask(api.POST('/api/v1/interviews/{id}/cancel', { params: of(id), body: { reason } }));
/** Without a time it is held at the one that it had. */
export const reopenInterview = (id: string, time: TimeRequest) => ask(api.POST('/api/v1/interviews/{id}/reopen', { params: of(id), body: time }));
export const changePhase = (id: string, phase: Phase) => ask(api.PUT('/api/v1/interviews/{id}/phase', { params: of(id), body: { phase } }));
export const endInterview = (id: string) => ask(api.POST('/api/v1/interviews/{id}/end', { params: of(id), body: {} }));
export const recordNoShow = (id: string, who: Part[]) => ask(api.POST('/api/v1/interviews/{id}/no-show', { params: of(id), body: { who } }));
export const giveFeedback = (id: string, body: FeedbackRequest) => ask(api.POST('/api/v1/interviews/{id}/feedback', { params: of(id), body }));
export const writeSheet = (id: string, body: Sheet) => ask(api.PUT('/api/v1/interviews/{id}/sheet', { params: of(id), body }));
/** The link that the member had holds no more. */
export const renewLink = (id: string, memberId: string) => ask(api.POST('/api/v1/interviews/{id}/links', { params: of(id), body: { memberId } }));

/** Refused as `link_not_found` when it does not hold any more. */
export const readJoinLink = (token: string): Promise<JoinLink> => ask(api.GET('/api/v1/interviews/links/{token}', { params: { path: { token } } }));
/** From then on this browser is the one whom the link is for. */
export const joinByLink = (token: string): Promise<JoinPlace> =>
  ask(api.POST('/api/v1/interviews/links/{token}/join', { params: { path: { token } } }));

/** When the interviewer has something else, as a refusal `interviewer_busy` says. */
export function busyTime(problem: Problem | undefined): { start: string; end: string } | undefined {
  if (problem?.code !== 'interviewer_busy') return undefined;
  const conflict = problem.document.conflict as Partial<Schemas['BusyConflict']> | undefined;
  return conflict?.start && conflict.end ? { start: conflict.start, end: conflict.end } : undefined;
}
