import { Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Answer, CalendarEvent } from '../../api/calendar';

const icons = { accepted: IconCircleCheck, declined: IconCircleX, tentative: IconHelpCircle, needs_action: IconHourglass };

/** Who organises an event, who is invited, and what they answered. */
export function AttendeeList({ event }: { event: CalendarEvent }) {
  const { t } = useTranslation();
  const count = (answer: Answer) => event.attendees.filter((each) => each.answer === answer).length;
  return (
    <Stack gap={6}>
      <Text>{t('calendar.event.organizer', { name: event.organizer.name })}</Text>
      {event.attendees.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {t('calendar.event.answerCounts', {
              accepted: count('accepted'),
              tentative: count('tentative'),
              declined: count('declined'),
              waiting: count('needs_action'),
            })}
          </Text>
          <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('calendar.event.attendees')}>
            {event.attendees.map(({ id, email, name, answer: said, comment, isYou }) => {
              const answer = said ?? 'needs_action';
              const Icon = icons[answer];
              return (
                <li key={id}>
                  <Group gap={6} wrap="nowrap" align="start">
                    <Icon size={18} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
                    <div>
                      <Text size="sm">
                        {name ?? email}
                        {isYou && ` (${t('calendar.event.you')})`}: {t(`calendar.answers.${answer}`)}
                      </Text>
                      {comment && (
                        <Text size="sm" c="dimmed" fs="italic">
                          {comment}
                        </Text>
                      )}
                    </div>
                  </Group>
                </li>
              );
            })}
          </Stack>
        </>
      )}
    </Stack>
  );
}
