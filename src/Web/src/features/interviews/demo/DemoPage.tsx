import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconFlask } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../../../api/session';
import { Panel } from '../../../ui/Panel';
import { usePageTitle } from '../../../ui/usePageTitle';
import { demoInterview, entered, type Step, stepOf, steps } from './demoInterview';
import { DemoStep } from './DemoStep';

/** A made-up interview to click through. It lives in this page alone: nothing is sent, nothing is kept. */
export default function DemoPage() {
  const { t } = useTranslation();
  usePageTitle(t('demo.title'));
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const step = stepOf(query.get('step'));
  const index = steps.indexOf(step);
  const [interview, setInterview] = useState(() => entered(step, demoInterview(t, Date.now()), t, Date.now()));
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);

  // Also when the browser's own buttons led here
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    setInterview((before) => entered(step, before, t, Date.now()));
    heading.current?.focus();
  }, [step, t]);

  const go = (to: Step) => setQuery(to === 'welcome' ? {} : { step: to });
  const next = steps[index + 1];
  const previous = steps[index - 1];
  return (
    <Stack gap="lg" maw={760} mx="auto" data-testid="demo" data-step={step}>
      <Alert color="yellow" variant="light" role="note" icon={<IconFlask aria-hidden />} title={t('demo.mark')}>
        {t('demo.markText')}
      </Alert>
      <div>
        <Text size="sm" c="dimmed">
          {t('demo.stepOf', { step: index + 1, steps: steps.length })}
        </Text>
        <Progress value={((index + 1) / steps.length) * 100} mt={4} mb="md" size="sm" aria-hidden />
        <Title ref={heading} tabIndex={-1}>
          {t(`demo.steps.${step}.title`)}
        </Title>
        <Text c="dimmed" mt="xs">
          {t(`demo.steps.${step}.text`)}
        </Text>
      </div>
      <DemoStep step={step} interview={interview} onChanged={setInterview} onGo={go} />
      <Panel p="md">
        <Group justify="space-between" gap="sm">
          {previous ? (
            <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={() => go(previous)}>
              {t('demo.back')}
            </Button>
          ) : (
            <span />
          )}
          {next ? (
            <Button rightSection={<IconArrowRight size={18} aria-hidden />} onClick={() => go(next)} data-testid="demo-next">
              {t('demo.next')}
            </Button>
          ) : (
            <Group gap="sm">
              <Button variant="default" onClick={() => go('welcome')}>
                {t('demo.again')}
              </Button>
              <Button component={Link} to={me?.kind === 'account' ? '/interviews/new' : '/register?return=%2Finterviews%2Fnew'}>
                {t('demo.own')}
              </Button>
            </Group>
          )}
        </Group>
      </Panel>
    </Stack>
  );
}
