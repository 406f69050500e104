import { Button, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { answerInvitation, type Invitation } from '../../api/invitations';
import { type Problem, problemOf } from '../../api/problem';
import { AnswerChoice, type Reply, replyWords } from '../../ui/AnswerChoice';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { proposed } from './invitation';

const gone = ['invitation_not_found', 'already_cancelled'];

/** The answer of the one who was invited. What the link proposes is sent when he says so, for programs open links, too. */
export function AnswerForm({
  token,
  invitation,
  onAnswered,
  onGone,
}: {
  token: string;
  invitation: Invitation;
  onAnswered: (invitation: Invitation) => void;
  /** There is nothing to answer any more. */
  onGone: () => void;
}) {
  const { t } = useTranslation();
  const label = useId();
  const [query, setQuery] = useSearchParams();
  const [comment, setComment] = useState(invitation.comment ?? '');
  const [busy, setBusy] = useState<Reply>();
  const [problem, setProblem] = useState<Problem>();
  const wanted = proposed(query);
  const asked = wanted !== invitation.answer ? wanted : undefined;

  async function send(answer: Reply) {
    setBusy(answer);
    setProblem(undefined);
    try {
      onAnswered(await answerInvitation(token, answer, comment.trim() || undefined));
      notifications.show({ message: t('calendar.event.answered') });
      setQuery({}, { replace: true });
    } catch (error) {
      const refused = problemOf(error);
      setProblem(refused);
      if (gone.includes(refused.code)) onGone();
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <Stack gap="sm" role="group" aria-labelledby={label} data-testid="answer">
      <Text fw={600} id={label}>
        {t('calendar.event.yourAnswer')}
      </Text>
      <Text size="sm" c="dimmed" role="status" data-testid="present-answer">
        {t(`invitation.answered.${invitation.answer ?? 'needs_action'}`)}
      </Text>
      <Textarea
        label={t('calendar.event.comment')}
        value={comment}
        maxLength={500}
        rows={2}
        onChange={(change) => setComment(change.currentTarget.value)}
      />
      {asked && (
        <>
          <Text size="sm">{t('invitation.confirmText')}</Text>
          <Button size="md" loading={busy === asked} onClick={() => void send(asked)} data-testid="confirm-answer">
            {t('invitation.confirm', { answer: t(`calendar.event.${replyWords[asked]}`) })}
          </Button>
        </>
      )}
      <AnswerChoice answer={invitation.answer} busy={busy} size="md" onChoose={(answer) => void send(answer)} />
      {invitation.isRecurring && (
        <Text size="sm" c="dimmed">
          {t('invitation.forAll')}
        </Text>
      )}
      <ProblemAlert problem={problem} />
    </Stack>
  );
}
