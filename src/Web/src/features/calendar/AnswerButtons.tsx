import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerEvent, type CalendarEvent } from '../../api/calendar';
import { type Problem, problemOf } from '../../api/problem';
import { AnswerChoice, type Reply } from '../../ui/AnswerChoice';
import { ProblemAlert } from '../../ui/ProblemAlert';

/** Answering an invitation: for the whole series or for the date that is looked at. */
export function AnswerButtons({ event, onAnswered }: { event: CalendarEvent; onAnswered: (event: CalendarEvent) => void }) {
  const { t } = useTranslation();
  const label = useId();
  const [onlyThis, setOnlyThis] = useState(false);
  const [comment, setComment] = useState(event.attendees.find((each) => each.isYou)?.comment ?? '');
  const [busy, setBusy] = useState<Reply>();
  const [problem, setProblem] = useState<Problem>();

  async function send(answer: Reply) {
    setBusy(answer);
    setProblem(undefined);
    try {
      const occurrence = onlyThis ? (event.occurrence ?? undefined) : undefined;
      const now = await answerEvent(event.id, answer, comment.trim() || undefined, occurrence);
      notifications.show({ message: t('calendar.event.answered') });
      // Asked without a date, the answer shows the series; the date that is looked at stays
      onAnswered(event.occurrence && !now.occurrence ? { ...event, answer: now.answer, attendees: now.attendees, version: now.version } : now);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <Stack gap="xs" role="group" aria-labelledby={label} data-testid="answer">
      <Text fw={600} id={label}>
        {t('calendar.event.yourAnswer')}
      </Text>
      <AnswerChoice answer={event.answer} busy={busy} onChoose={(answer) => void send(answer)} />
      {event.recurrence && event.occurrence && (
        <Checkbox label={t('calendar.event.onlyThis')} checked={onlyThis} onChange={(change) => setOnlyThis(change.currentTarget.checked)} />
      )}
      <TextInput label={t('calendar.event.comment')} value={comment} maxLength={500} onChange={(change) => setComment(change.currentTarget.value)} />
      <ProblemAlert problem={problem} />
    </Stack>
  );
}
