import { Badge } from '@mantine/core';
import { IconCalendarCheck, IconCalendarTime, IconCalendarX, IconCheck, IconPlayerPlay, IconQuestionMark, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InterviewState } from '../../api/interviews';

const signs = {
  requested: [IconQuestionMark, 'gray'],
  scheduled: [IconCalendarTime, 'gray'],
  confirmed: [IconCalendarCheck, 'pine'],
  in_progress: [IconPlayerPlay, 'pine'],
  ended: [IconCheck, 'gray'],
  no_show: [IconUserX, 'yellow'],
  cancelled: [IconCalendarX, 'red'],
} as const;

/** How far an interview is, as a word with a sign. */
export function StateBadge({ state }: { state: InterviewState }) {
  const { t } = useTranslation();
  const [Icon, color] = signs[state];
  return (
    <Badge variant="light" color={color} c="var(--mantine-color-text)" size="lg" tt="none" fw={500} leftSection={<Icon size={16} aria-hidden />} data-state={state}>
      {t(`interviews.states.${state}`)}
    </Badge>
  );
}
