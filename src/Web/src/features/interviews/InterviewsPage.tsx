import { Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus, IconUserQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Interview, type InterviewState, listInterviews } from '../../api/interviews';
import { ForAccount } from '../../ui/ForAccount';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import rows from '../../ui/Rows.module.css';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { type MyPart, myParts, sections, states } from './interviewList';
import { InterviewRow } from './InterviewRow';

const refreshMs = 60_000;

export default function InterviewsPage() {
  const { t } = useTranslation();
  usePageTitle(t('interviews.title'));
  return (
    <ForAccount icon={IconUserQuestion} title={t('interviews.title')} text={t('interviews.needsAccount')} guestsToo>
      {(me) => (
        <Stack gap="lg">
          <PageHead title={t('interviews.title')} text={t('interviews.text')}>
            {me.kind === 'account' && (
              <Button component={Link} to="/interviews/new" leftSection={<IconPlus size={18} aria-hidden />}>
                {t('interviews.new')}
              </Button>
            )}
          </PageHead>
          <Interviews key={me.id} mayAsk={me.kind === 'account'} />
        </Stack>
      )}
    </ForAccount>
  );
}

function Interviews({ mayAsk }: { mayAsk: boolean }) {
  const { t } = useTranslation();
  const { value, problem, reload } = useLoad(listInterviews);
  useEffect(() => {
    const timer = window.setInterval(reload, refreshMs);
    return () => window.clearInterval(timer);
  }, [reload]);

  if (!value)
    return problem ? (
      <Panel>
        <LoadFailed problem={problem} onRetry={reload} />
      </Panel>
    ) : (
      <Skeleton h={240} radius="lg" role="status" aria-label={t('common.loading')} />
    );
  if (value.length === 0)
    return (
      <Panel>
        <Message
          order={2}
          icon={<IconUserQuestion size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
          title={t('interviews.none')}
          text={t(mayAsk ? 'interviews.noneText' : 'interviews.noneGuest')}
        >
          {mayAsk && (
            <Button component={Link} to="/interviews/new">
              {t('interviews.new')}
            </Button>
          )}
          <Button component={Link} to="/demo" variant="default">
            {t('interviews.toDemo')}
          </Button>
        </Message>
      </Panel>
    );
  return <Filtered all={value} />;
}

function Filtered({ all }: { all: Interview[] }) {
  const { t } = useTranslation();
  const [state, setState] = useState<InterviewState | ''>('');
  const [part, setPart] = useState<MyPart | ''>('');
  const found = sections(all, state, part);
  return (
    <>
      <Group gap="md" align="end" role="group" aria-label={t('interviews.filter')}>
        <NativeSelect
          label={t('interviews.state')}
          value={state}
          onChange={(event) => setState(event.currentTarget.value as InterviewState | '')}
          data={[{ value: '', label: t('interviews.allStates') }, ...states.map((each) => ({ value: each, label: t(`interviews.states.${each}`) }))]}
        />
        <NativeSelect
          label={t('interviews.myPart')}
          value={part}
          onChange={(event) => setPart(event.currentTarget.value as MyPart | '')}
          data={[{ value: '', label: t('interviews.allParts') }, ...myParts.map((each) => ({ value: each, label: t(`interviews.parts.${each}`) }))]}
        />
      </Group>
      {found.length === 0 && (
        <Panel>
          <Message order={2} title={t('interviews.noneFiltered')} text={t('interviews.noneFilteredText')}>
            <Button
              variant="default"
              onClick={() => {
                setState('');
                setPart('');
              }}
            >
              {t('interviews.showAll')}
            </Button>
          </Message>
        </Panel>
      )}
      {found.map(([section, interviews]) => (
        <Panel key={section} title={t(`interviews.sections.${section}`)}>
          <ul className={rows.list} data-testid={`interviews-${section}`}>
            {interviews.map((interview) => (
              <InterviewRow key={interview.id} interview={interview} />
            ))}
          </ul>
        </Panel>
      ))}
      <Text size="sm" c="dimmed" role="status">
        {t('interviews.count', { count: found.reduce((sum, [, interviews]) => sum + interviews.length, 0) })}
      </Text>
    </>
  );
}
