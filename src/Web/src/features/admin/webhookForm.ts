import type { TFunction } from 'i18next';
import type { Webhook, WebhookDelivery, WebhookTarget } from '../../api/webhooks';
import type { Check, FieldErrors } from '../../ui/useForm';

export const all = '*';

/** What a webhook can be told. */
export const kinds = [
  'interview.requested', 'interview.scheduled', 'interview.details_changed', 'interview.rescheduled', 'interview.service_chosen', 'interview.members_changed',
  'interview.confirmed', 'interview.confirmation_withdrawn', 'interview.started', 'interview.phase_changed', 'interview.ended', 'interview.no_show',
  'interview.feedback_given', 'interview.cancelled', 'interview.reopened',
] as const;

export interface WebhookForm {
  url: string;
  /** None: all of them. */
  kinds: string[];
}

export const emptyWebhook: WebhookForm = { url: '', kinds: [] };

export const longestUrl = 2000;

export const formOf = ({ url, kinds: told }: Webhook): WebhookForm => ({ url, kinds: told.filter((kind) => kind !== all) });

// Whether http is enough, and where it may lead, the server knows
export const checkWebhook: Check<WebhookForm> = ({ url }, t) => {
  const errors: FieldErrors = {};
  if (!/^https?:\/\/./.test(url.trim()) || !URL.canParse(url.trim())) errors.url = t('problems.invalid_webhook_url');
  return errors;
};

export const targetOf = ({ url, kinds: chosen }: WebhookForm): WebhookTarget => ({ url: url.trim(), kinds: chosen.length > 0 ? chosen : [all] });

/** The kind itself where it has no words here. */
export const kindText = (t: TFunction, kind: string): string =>
  kind === all ? t('admin.webhooks.allKinds') : (t(`admin.webhooks.kind.${kind.replace('interview.', '')}` as never, { defaultValue: kind }) as string);

/** What came of the last attempt: an answer's status, or why there was none. */
export function lastText(t: TFunction, { last }: Pick<WebhookDelivery, 'last'>): string {
  if (last === null) return t('admin.webhooks.noAnswerYet');
  return /^\d+$/.test(last) ? t('admin.webhooks.answered', { status: last }) : (t(`admin.webhooks.last.${last}` as never, { defaultValue: last }) as string);
}
