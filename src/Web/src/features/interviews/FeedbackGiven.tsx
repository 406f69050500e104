import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Feedback, Interview } from '../../api/interviews';
import { criterionText } from './rubric';
import classes from './Interviews.module.css';

/** What somebody said, as much of it as may be seen. */
export function FeedbackGiven({ interview, feedback: { memberId, scores, sharesScores, sharedText, privateText } }: { interview: Interview; feedback: Feedback }) {
  const { t } = useTranslation();
  const mine = interview.you?.memberId === memberId;
  const name = [interview.interviewer, interview.candidate].find((each) => each.id === memberId)?.name ?? '';
  const judged = interview.rubric.filter(({ id }) => scores?.[id] !== undefined);
  return (
    <Stack gap="sm" data-testid="feedback">
      <Title order={3}>{mine ? t('interviews.feedback.mine') : t('interviews.feedback.of', { name })}</Title>
      {judged.length > 0 && (
        <ul className={classes.scores}>
          {judged.map((criterion) => (
            <li key={criterion.id}>
              <span>{criterionText(t, criterion)}</span>
              <strong>{t('interviews.feedback.score', { score: scores![criterion.id], max: criterion.max })}</strong>
            </li>
          ))}
        </ul>
      )}
      {!sharesScores && (
        <Text size="sm" c="dimmed">
          {t(mine || scores ? 'interviews.feedback.scoresKept' : 'interviews.feedback.scoresNotShared')}
        </Text>
      )}
      {sharedText && <Text className={classes.text}>{sharedText}</Text>}
      {privateText && (
        <div>
          <Text size="sm" fw={600}>
            {t('interviews.feedback.private')}
          </Text>
          <Text className={classes.text}>{privateText}</Text>
        </div>
      )}
    </Stack>
  );
}
