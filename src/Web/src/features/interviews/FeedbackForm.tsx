import { Button, Group, Radio, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FeedbackRequest, giveFeedback, type Interview } from '../../api/interviews';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { criterionText } from './rubric';
import { checkFeedback, emptyFeedback, feedbackRequest, longestFeedback, withScore } from './feedbackForm';

/** What one side says of the other, once. */
export function FeedbackForm({
  interview,
  send = (request) => giveFeedback(interview.id, request),
  onGiven,
}: {
  interview: Interview;
  /** Instead of the server. */
  send?: (request: FeedbackRequest) => Promise<Interview>;
  onGiven: (interview: Interview) => void;
}) {
  const { t } = useTranslation();
  const form = useForm(emptyFeedback, checkFeedback, async (values) => onGiven(await send(feedbackRequest(values))));
  const { values, errors, set } = form;
  const other = interview.you?.part === 'candidate' ? interview.interviewer.name : interview.candidate.name;
  return (
    <form {...form.props} data-testid="feedback-form">
      <Stack gap="lg">
        {interview.rubric.map((criterion) => (
          <Radio.Group
            key={criterion.id}
            label={criterionText(t, criterion)}
            description={t('interviews.feedback.scale', { max: criterion.max })}
            value={String(values.scores[criterion.id] ?? 0)}
            onChange={(value) => set('scores', withScore(values.scores, criterion.id, Number(value)))}
          >
            <Group gap="md" mt="xs">
              {Array.from({ length: criterion.max }, (_, index) => (
                <Radio key={index} value={String(index + 1)} label={String(index + 1)} />
              ))}
              <Radio value="0" label={t('interviews.feedback.notJudged')} />
            </Group>
          </Radio.Group>
        ))}
        <Switch
          label={t('interviews.feedback.sharesScores', { name: other })}
          description={t('interviews.feedback.sharesScoresText')}
          checked={values.sharesScores}
          onChange={(event) => set('sharesScores', event.currentTarget.checked)}
        />
        <Textarea
          label={t('interviews.feedback.shared', { name: other })}
          description={t('interviews.feedback.sharedText', { name: other })}
          value={values.sharedText}
          onChange={(event) => set('sharedText', event.currentTarget.value)}
          error={errors.sharedText}
          maxLength={longestFeedback}
          rows={5}
          resize="vertical"
        />
        <Textarea
          label={t('interviews.feedback.private')}
          description={t('interviews.feedback.privateText', { name: other })}
          value={values.privateText}
          onChange={(event) => set('privateText', event.currentTarget.value)}
          error={errors.privateText}
          maxLength={longestFeedback}
          rows={3}
          resize="vertical"
        />
        <Text size="sm">{t('interviews.feedback.once')}</Text>
        <ProblemAlert problem={form.problem} />
        <Group justify="end">
          <Button type="submit" loading={form.busy} data-testid="give-feedback">
            {t('interviews.feedback.give')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
