import type { TFunction } from 'i18next';
import type { Interview, ScheduleRequest, ServiceType, TimeRequest } from '../../api/interviews';
import type { Schemas } from '../../api/client';
import type { FieldErrors } from '../../ui/useForm';
import { localOf } from '../../ui/wallTime';
import { instantOf, wallClockOf } from '../../ui/zonedTime';
import { checkRubric, type RubricForm, rubricRequest, usualRubric } from './rubric';

// Names of fields are those of the requests, so that what the server says of them finds its place

export interface DetailsForm {
  title: string;
  description: string;
  level: string;
  topic: string;
  language: string;
}

export interface PeopleForm {
  'interviewer.name': string;
  'interviewer.email': string;
  'candidate.name': string;
  'candidate.email': string;
  /** Addresses. */
  observers: string[];
}

export interface TimeForm {
  date: string;
  start: string;
  /** As typed: empty while the field is. */
  durationMinutes: number | string;
  timeZone: string;
}

export interface ServiceForm {
  serviceType: ServiceType;
  link: string;
}

export interface InterviewForm extends DetailsForm, PeopleForm, TimeForm, ServiceForm, RubricForm {
  /** Only asked for: the time is agreed later. */
  later: boolean;
  isPeer: boolean;
  question: string;
  /** Minutes before the start. */
  reminders: number[];
}

export const limits = { title: 200, description: 8000, level: 80, topic: 200, language: 80, name: 80, email: 254, observers: 20, minutes: [5, 480], link: 2000, question: 20_000 } as const;

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text.trim());

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Tomorrow at the next full hour, for an hour. */
export function emptyInterview(now: number, timeZone: string): InterviewForm {
  const wall = wallClockOf(new Date(Math.ceil(now / hourMs) * hourMs + dayMs).toISOString(), timeZone);
  return {
    title: '', description: '', level: '', topic: '', language: '',
    'interviewer.name': '', 'interviewer.email': '', 'candidate.name': '', 'candidate.email': '', observers: [],
    date: wall.slice(0, 10), start: `${wall.slice(11, 13)}:00`, durationMinutes: 60, timeZone,
    serviceType: 'custom', link: '', later: false, isPeer: false, question: '',
    reminders: [10, 24 * 60], ownRubric: false, rubric: [...usualRubric],
  };
}

export const wallOf = ({ date, start }: Pick<TimeForm, 'date' | 'start'>) => localOf(date, start);
export const startInstant = (form: TimeForm) => (form.date && form.start ? instantOf(wallOf(form), form.timeZone) : undefined);

export function checkDetails({ title }: DetailsForm, t: TFunction): FieldErrors {
  return title.trim() ? {} : { title: t('interviews.form.titleMissing') };
}

export function checkPeople(form: PeopleForm, t: TFunction): FieldErrors {
  const errors: FieldErrors = {};
  for (const who of ['interviewer.email', 'candidate.email'] as const)
    if (!isEmail(form[who])) errors[who] = t(form[who].trim() ? 'fields.email' : 'interviews.form.emailMissing');
  const wrong = form.observers.find((each) => !isEmail(each));
  if (wrong !== undefined) errors.observers = t('interviews.form.observerWrong', { address: wrong });
  const all = [form['interviewer.email'], form['candidate.email'], ...form.observers].map((each) => each.trim().toLowerCase());
  if (Object.keys(errors).length === 0 && new Set(all).size < all.length)
    errors[all[0] === all[1] ? 'candidate.email' : 'observers'] = t('problems.candidate_is_interviewer');
  return errors;
}

export function checkTime(form: TimeForm, t: TFunction, now = Date.now()): FieldErrors {
  const errors: FieldErrors = {};
  const [least, most] = limits.minutes;
  const minutes = Number(form.durationMinutes);
  const start = startInstant(form);
  if (form.durationMinutes === '' || !Number.isInteger(minutes) || minutes < least || minutes > most)
    errors.durationMinutes = t('interviews.form.minutesWrong', { least, most });
  if (!start) errors.start = t('interviews.form.startMissing');
  else if (Date.parse(start) + (minutes || 0) * 60_000 <= now) errors.start = t('problems.time_is_past');
  return errors;
}

const meetLink = /^https:\/\/meet\.google\.com\/([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/[a-z0-9_-]{1,80})(\?[^\s#]{0,200})?$/;

export function checkService({ serviceType, link }: ServiceForm, t: TFunction): FieldErrors {
  const text = link.trim();
  // Without one the server has it made, or says that it cannot
  if (serviceType === 'google_meet' && text !== '' && !meetLink.test(text)) return { link: t('problems.invalid_meet_link') };
  if (serviceType === 'other_link' && !(text.startsWith('https://') && URL.canParse(text))) return { link: t('problems.invalid_link') };
  return {};
}

export const checkInterview = (form: InterviewForm, t: TFunction): FieldErrors => ({
  ...checkDetails(form, t),
  ...checkPeople(form, t),
  ...(form.later ? {} : checkTime(form, t)),
  ...(form.later ? {} : checkService(form, t)),
  ...checkRubric(form, t),
});

const orNull = (text: string) => text.trim() || null;

export const detailsRequest = (form: DetailsForm) => ({
  title: form.title.trim(),
  description: orNull(form.description),
  level: orNull(form.level),
  topic: orNull(form.topic),
  language: orNull(form.language),
});

export const peopleRequest = (form: PeopleForm, known: readonly { name: string; email: string | null }[] = []): Schemas['AssignMembersRequest'] => ({
  interviewer: { email: form['interviewer.email'].trim(), name: orNull(form['interviewer.name']) },
  candidate: { email: form['candidate.email'].trim(), name: orNull(form['candidate.name']) },
  // Who looks on already keeps his name
  observers: form.observers.map((email) => ({ email: email.trim(), name: known.find((each) => each.email?.toLowerCase() === email.trim().toLowerCase())?.name ?? null })),
});

export const timeRequest = (form: TimeForm): TimeRequest => ({ start: wallOf(form), durationMinutes: Number(form.durationMinutes), timeZone: form.timeZone });

export const serviceRequest = ({ serviceType, link }: ServiceForm) => ({ serviceType, link: serviceType === 'custom' ? null : link.trim() || null });

export const scheduleRequest = (form: InterviewForm): ScheduleRequest => ({
  ...detailsRequest(form),
  ...peopleRequest(form),
  ...(form.later ? {} : timeRequest(form)),
  ...(form.later ? {} : serviceRequest(form)),
  ...(form.later ? {} : { reminders: form.reminders.toSorted((a, b) => a - b) }),
  ...rubricRequest(form),
  isPeer: form.isPeer,
  question: orNull(form.question),
});

// What an interview says, in its forms

export const detailsOf = (i: Interview): DetailsForm => ({ title: i.title, description: i.description ?? '', level: i.level ?? '', topic: i.topic ?? '', language: i.language ?? '' });

export const peopleOf = (i: Interview): PeopleForm => ({
  'interviewer.name': i.interviewer.name,
  'interviewer.email': i.interviewer.email ?? '',
  'candidate.name': i.candidate.name,
  'candidate.email': i.candidate.email ?? '',
  observers: i.observers.map((each) => each.email ?? ''),
});

/** The time that it has; for one that has none, or had it, the next one that suits. */
export function timeOf(i: Interview, now: number, zone: string): TimeForm {
  const empty = emptyInterview(now, i.timeZone ?? zone);
  const past = !i.endsAt || Date.parse(i.endsAt) <= now;
  return {
    date: past || !i.start ? empty.date : i.start.slice(0, 10),
    start: i.start ? i.start.slice(11, 16) : empty.start,
    durationMinutes: i.durationMinutes ?? empty.durationMinutes,
    timeZone: i.timeZone ?? zone,
  };
}

export const serviceOf = (i: Interview): ServiceForm => ({ serviceType: i.serviceType ?? 'custom', link: i.link ?? '' });
