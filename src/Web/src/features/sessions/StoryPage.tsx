import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { connectionOf, type PersonConnection } from '../../api/sessions';
import { known } from '../../ui/known';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import rows from '../../ui/Rows.module.css';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { gradeColors, grades } from './grades';
import classes from './Replay.module.css';
import { type Sentence, storyOf, verdictOf } from './story';
import { useHappened } from './useHappened';
import { useWhen } from './useWhen';

/** Why a call was bad for one person: his way through it, sentence by sentence. */
export default function StoryPage() {
  const { t } = useTranslation();
  const when = useWhen();
  const { code = '', id = '', personId = '' } = useParams();
  usePageTitle(t('story.title'));
  const load = useCallback(() => connectionOf(code, id, personId), [code, id, personId]);
  const { value, problem, reload } = useLoad(load);
  return (
    <Stack gap={0} maw={760} mx="auto">
      <PageHead
        title={value ? t('story.titleOf', { who: value.person.displayName }) : t('story.title')}
        text={value && `${value.roomName || code} · ${when(value)}`}
        back={{ to: `/room/${code}/sessions/${id}/timeline`, label: t('replay.title') }}
      />
      {!value && problem && (
        <Panel>
          <LoadFailed problem={problem} onRetry={reload} />
        </Panel>
      )}
      {!value && !problem && <Skeleton h={240} radius="lg" role="status" aria-label={t('common.loading')} />}
      {value && <Story story={value} />}
    </Stack>
  );
}

function Story({ story }: { story: PersonConnection }) {
  const { t } = useTranslation();
  const dates = useDates();
  const verdict = verdictOf(story.items);
  const minutes = story.items.flatMap(({ minute }) => minute ?? []);
  const seconds = (grade: string) => minutes.filter((each) => each.grade === grade).reduce((sum, each) => sum + each.seconds, 0);
  const reconnects = minutes.reduce((sum, each) => sum + each.reconnects, 0);
  const worst = grades.findLast((grade) => seconds(grade) > 0);
  const sentence = useSentence(story.person);
  return (
    <Stack gap="lg">
      <Alert color={worst ? gradeColors[worst] : 'gray'} title={t(`story.verdicts.${verdict}`)} data-testid="story-verdict" data-verdict={verdict}>
        <Text size="sm">{t(`story.advice.${verdict}`)}</Text>
        {minutes.length > 0 && (
          <Text size="sm" mt="xs">
            {grades.filter((grade) => seconds(grade) > 0).map((grade) => `${t(`replay.grades.${grade}`)}: ${dates.duration(seconds(grade))}`).join(' · ')}
            {reconnects > 0 && ` · ${t('story.reconnects', { count: reconnects })}`}
          </Text>
        )}
      </Alert>
      <Panel>
        <ol className={`${rows.list} ${classes.happenings}`} data-testid="story">
          {storyOf(story.items).map((each, index) => (
            <li key={index} data-kind={each.kind}>
              <Text component="time" size="sm" c="dimmed" dateTime={each.at}>
                {dates.exactTime(each.at)}
              </Text>
              <Text size="sm" className={classes.words}>
                {sentence(each)}
              </Text>
            </li>
          ))}
        </ol>
      </Panel>
    </Stack>
  );
}

function useSentence({ personId, displayName }: PersonConnection['person']) {
  const { t } = useTranslation();
  const dates = useDates();
  const { happened, trouble } = useHappened((id) => (id === personId ? displayName : t('replay.somebody')));
  return (each: Sentence): string => {
    switch (each.kind) {
      case 'happened':
        return happened(each.moment) + (each.browser ? ` (${each.browser})` : '');
      case 'path':
        return t(each.relayed ? 'story.relayed' : 'story.direct');
      case 'trouble':
        return trouble(each.trouble);
      case 'measured':
        return [
          t('story.measured', { time: dates.duration(each.seconds), grade: t(`replay.gradesInside.${known(grades, each.grade) ?? 'good'}`) }),
          each.loss !== null && t('story.loss', { percent: each.loss }),
          each.roundTrip !== null && t('story.roundTrip', { ms: each.roundTrip }),
          each.frames !== null && t('story.frames', { count: each.frames }),
        ]
          .filter(Boolean)
          .join(', ');
    }
  };
}
