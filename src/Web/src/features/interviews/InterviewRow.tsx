import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Interview } from '../../api/interviews';
import { JoinLink } from '../../ui/JoinLink';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { useNow } from '../../ui/useNow';
import { spanText } from '../../ui/whenText';
import { canJoin, partsOf, placeOf } from './interviewList';
import classes from './Interviews.module.css';
import { StateBadge } from './StateBadge';

export function InterviewRow({ interview }: { interview: Interview }) {
  const { t, i18n } = useTranslation();
  const { zone } = useDates();
  const now = useNow(15_000);
  const { id, title, state, startsAt, endsAt, interviewer, candidate } = interview;
  const url = placeOf(interview);
  const parts = partsOf(interview).map((part) => t(`interviews.you.${part}`));
  return (
    <li className={rows.row} data-testid="interview">
      <Link to={`/interviews/${id}`} className={`${rows.words} ${classes.entry}`}>
        <Text component="span" fw={600} display="block" className={rows.name}>
          {title}
        </Text>
        <Text component="span" size="sm" display="block">
          {startsAt && endsAt ? spanText(startsAt, endsAt, i18n.resolvedLanguage ?? 'en', zone) : t('interviews.noTime')}
        </Text>
        <Text component="span" size="sm" c="dimmed" display="block">
          {t('interviews.between', { interviewer: interviewer.name, candidate: candidate.name })}
          {parts.length > 0 && ` · ${parts.join(', ')}`}
        </Text>
      </Link>
      <StateBadge state={state} />
      {url && canJoin(interview, now) && <JoinLink url={url} title={title} />}
    </li>
  );
}
