import { Button, Checkbox, Group, Stack, Switch, Textarea } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Me } from '../../api/client';
import { busyTime, scheduleInterview } from '../../api/interviews';
import { useTimeZone } from '../../api/preferences';
import { type Problem, problemOf } from '../../api/problem';
import { ForAccount } from '../../ui/ForAccount';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { RemindersField } from '../../ui/RemindersField';
import { useForm } from '../../ui/useForm';
import { usePageTitle } from '../../ui/usePageTitle';
import { BusyAlert } from './BusyAlert';
import { DetailsFields } from './DetailsFields';
import { FreeTimes } from './FreeTimes';
import { checkInterview, emptyInterview, limits, scheduleRequest } from './interviewForm';
import { PeopleFields } from './PeopleFields';
import { RubricFields } from './RubricFields';
import { SendingKey } from './sendingKey';
import { ServiceFields } from './ServiceFields';
import { TimeFields } from './TimeFields';

export default function NewInterviewPage() {
  const { t } = useTranslation();
  usePageTitle(t('interviews.new'));
  return (
    <ForAccount icon={IconUserQuestion} title={t('interviews.new')} text={t('interviews.needsAccount')}>
      {(me) => <ScheduleForm key={me.id} me={me} />}
    </ForAccount>
  );
}

function ScheduleForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const zone = useTimeZone();
  const [first] = useState(() => emptyInterview(Date.now(), zone));
  const [key] = useState(() => new SendingKey());
  const [busy, setBusy] = useState<Problem>();
  const form = useForm(first, checkInterview, async (values) => {
    const request = scheduleRequest(values);
    setBusy(undefined);
    try {
      const { id } = await scheduleInterview(request, key.for(request));
      await navigate(`/interviews/${id}`);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 400 && problem.status < 500) key.refused();
      if (busyTime(problem)) setBusy(problem);
      throw problem;
    }
  });
  const { values, errors } = form;
  // The preferences may come after the form; a zone that was chosen in it stays
  const [inZone, setInZone] = useState(zone);
  if (inZone !== zone) {
    setInZone(zone);
    if (values.timeZone === inZone) form.set('timeZone', zone);
  }
  const set: typeof form.set = (name, value) => {
    // It was about the old time and the old interviewer
    setBusy(undefined);
    form.set(name, value);
  };
  const fields = { values, errors, set };
  const take = (date: string, start: string) => {
    set('date', date);
    set('start', start);
  };

  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHead title={t('interviews.new')} text={t('interviews.newText')} back={{ to: '/interviews', label: t('interviews.title') }} />
      <form {...form.props}>
        <Stack gap="lg">
          <Panel title={t('interviews.form.details')}>
            <DetailsFields {...fields} />
          </Panel>
          <Panel title={t('interviews.form.people')}>
            <PeopleFields {...fields} me={me} />
            <Switch
              label={t('interviews.form.isPeer')}
              description={t('interviews.form.isPeerText')}
              checked={values.isPeer}
              onChange={(event) => set('isPeer', event.currentTarget.checked)}
            />
          </Panel>
          <Panel title={t('interviews.form.when')}>
            <Checkbox
              label={t('interviews.form.later')}
              description={t('interviews.form.laterText')}
              checked={values.later}
              onChange={(event) => set('later', event.currentTarget.checked)}
            />
            {!values.later && (
              <>
                <TimeFields {...fields} zone={zone} />
                <FreeTimes people={[values['interviewer.email'], values['candidate.email']]} values={values} onTake={take} />
                <RemindersField value={values.reminders} error={errors.reminders} onChange={(reminders) => set('reminders', reminders)} />
              </>
            )}
          </Panel>
          {!values.later && (
            <Panel title={t('interviews.form.where')}>
              <ServiceFields {...fields} />
            </Panel>
          )}
          <Panel title={t('interviews.form.questionTitle')}>
            <Textarea
              label={t('interviews.form.question')}
              description={t('interviews.form.questionText')}
              value={values.question}
              onChange={(event) => set('question', event.currentTarget.value)}
              error={errors.question}
              maxLength={limits.question}
              rows={4}
              resize="vertical"
            />
          </Panel>
          <Panel title={t('interviews.feedback.given')}>
            <RubricFields {...fields} />
          </Panel>
          <BusyAlert problem={busy ?? form.problem} zone={zone} />
          <Group justify="end">
            <Button component={Link} to="/interviews" variant="default">
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={form.busy} data-testid="schedule">
              {t(values.later ? 'interviews.form.ask' : 'interviews.form.schedule')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
