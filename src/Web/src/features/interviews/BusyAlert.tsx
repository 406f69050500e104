import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { busyTime } from '../../api/interviews';
import type { Problem } from '../../api/problem';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { spanText } from '../../ui/whenText';

/** Why it was refused; of an interviewer who is taken, from when to when. */
export function BusyAlert({ problem, zone }: { problem: Problem | undefined; zone: string }) {
  const { t, i18n } = useTranslation();
  const busy = busyTime(problem);
  return (
    <ProblemAlert problem={problem}>
      {busy && (
        <Text size="sm" data-testid="busy">
          {t('interviews.form.busy', { when: spanText(busy.start, busy.end, i18n.resolvedLanguage ?? 'en', zone) })}
        </Text>
      )}
    </ProblemAlert>
  );
}
