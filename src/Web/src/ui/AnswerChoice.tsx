import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../api/calendar';

/** What can be said to an invitation. */
export type Reply = Exclude<Answer, 'needs_action'>;

export const replies: readonly Reply[] = ['accepted', 'tentative', 'declined'];
export const replyWords = { accepted: 'yes', tentative: 'maybe', declined: 'no' } as const;

/** Yes, maybe or no, the present answer being the one that is pressed. */
export function AnswerChoice({
  answer,
  busy,
  size = 'sm',
  onChoose,
}: {
  answer: Answer | null;
  /** The one that is on its way. */
  busy: Reply | undefined;
  size?: 'sm' | 'md';
  onChoose: (answer: Reply) => void;
}) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      {replies.map((each) => (
        <Button
          key={each}
          size={size}
          variant={answer === each ? 'filled' : 'default'}
          aria-pressed={answer === each}
          loading={busy === each}
          onClick={() => onChoose(each)}
        >
          {t(`calendar.event.${replyWords[each]}`)}
        </Button>
      ))}
    </Group>
  );
}
