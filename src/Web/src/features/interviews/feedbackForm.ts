import type { TFunction } from 'i18next';
import type { FeedbackRequest } from '../../api/interviews';
import type { FieldErrors } from '../../ui/useForm';

export interface FeedbackValues {
  /** By criterion; what was not judged is left out. */
  scores: Record<string, number>;
  sharesScores: boolean;
  sharedText: string;
  privateText: string;
}

export const emptyFeedback: FeedbackValues = { scores: {}, sharesScores: true, sharedText: '', privateText: '' };

export const longestFeedback = 8000;

export function checkFeedback({ scores, sharedText, privateText }: FeedbackValues, t: TFunction): FieldErrors {
  const said = Object.keys(scores).length > 0 || sharedText.trim() || privateText.trim();
  return said ? {} : { sharedText: t('interviews.feedback.missing') };
}

export const feedbackRequest = ({ scores, sharesScores, sharedText, privateText }: FeedbackValues): FeedbackRequest => ({
  scores,
  sharesScores,
  sharedText: sharedText.trim() || null,
  privateText: privateText.trim() || null,
});

/** 0 stands for not judged. */
export function withScore(scores: Record<string, number>, id: string, score: number): Record<string, number> {
  const { [id]: _, ...rest } = scores;
  return score === 0 ? rest : { ...rest, [id]: score };
}
