import { Button, List, Stack, Text, Title } from '@mantine/core';
import { IconVideo } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Interview } from '../../../api/interviews';
import { useTimeZone } from '../../../api/preferences';
import { Panel } from '../../../ui/Panel';
import { spanText, zoneText } from '../../../ui/whenText';
import { Details } from '../Details';
import { FeedbackForm } from '../FeedbackForm';
import { FeedbackGiven } from '../FeedbackGiven';
import { People } from '../People';
import { PhaseBar } from '../PhaseBar';
import { SheetPanel } from '../SheetPanel';
import { StateBadge } from '../StateBadge';
import { Timeline } from '../Timeline';
import classes from './Demo.module.css';
import { ended, inPhase, type Step, withOwnFeedback } from './demoInterview';

/** The pages of an interview as they are, with commands that change this browser's copy only. */
export function DemoStep({ step, interview, onChanged, onGo }: { step: Step; interview: Interview; onChanged: (interview: Interview) => void; onGo: (step: Step) => void }) {
  const { t, i18n } = useTranslation();
  const zone = useTimeZone();
  const language = i18n.resolvedLanguage ?? 'en';
  const { startsAt, endsAt } = interview;
  switch (step) {
    case 'welcome':
      return (
        <Panel>
          <List spacing="xs">
            {(['planned', 'link', 'room', 'feedback', 'after'] as const).map((each) => (
              <List.Item key={each}>{t(`demo.steps.${each}.title`)}</List.Item>
            ))}
          </List>
        </Panel>
      );
    case 'planned':
      return (
        <>
          <Panel>
            <Stack gap="md" align="flex-start">
              <Title order={2}>{interview.title}</Title>
              <StateBadge state={interview.state} />
              <Details interview={interview} />
            </Stack>
          </Panel>
          <Panel title={t('interviews.form.people')}>
            <People interview={interview} onRenew={() => {}} />
          </Panel>
        </>
      );
    case 'link':
      return (
        <Panel maw={600}>
          <Stack gap="md">
            <Title order={2}>{interview.title}</Title>
            <Text>{t('joinLink.you', { name: interview.interviewer.name, part: t('interviews.parts.interviewer') })}</Text>
            <Text>{t('joinLink.with', { name: interview.candidate.name })}</Text>
            <Text fw={600}>
              {spanText(startsAt!, endsAt!, language, zone)}, {zoneText(zone, language, Date.parse(startsAt!))}
            </Text>
            <Button size="lg" leftSection={<IconVideo size={20} aria-hidden />} onClick={() => onGo('room')}>
              {t('joinLink.join')}
            </Button>
          </Stack>
        </Panel>
      );
    case 'room':
      return (
        <>
          <Panel>
            <PhaseBar
              live={{ interview, aheadMs: 0 }}
              onChanged={(changed) => {
                onChanged(changed);
                if (changed.state === 'ended') onGo('feedback');
              }}
              commands={{ change: async (phase) => inPhase(interview, phase, Date.now()), end: async () => ended(interview, Date.now()) }}
            />
          </Panel>
          <Panel>
            <Title order={2} mb="md">
              {t('interviews.sheet.title')}
            </Title>
            <SheetPanel interview={interview} save={async () => {}} />
          </Panel>
          <Panel title={t('demo.code')} text={t('demo.codeText')}>
            <pre className={classes.code}>
              <code>{sample}</code>
            </pre>
          </Panel>
        </>
      );
    case 'feedback':
      return (
        <Panel title={t('interviews.feedback.title')}>
          {interview.you!.hasGivenFeedback ? (
            <Text>{t('interviews.feedback.thanks')}</Text>
          ) : (
            <FeedbackForm
              interview={interview}
              send={async (request) => withOwnFeedback(interview, request, Date.now())}
              onGiven={(given) => {
                onChanged(given);
                onGo('after');
              }}
            />
          )}
        </Panel>
      );
    case 'after':
      return (
        <>
          <Panel title={t('interviews.feedback.given')}>
            {interview.feedback.map((each) => (
              <FeedbackGiven key={each.memberId} interview={interview} feedback={each} />
            ))}
          </Panel>
          <Panel title={t('interviews.happened.title')}>
            <Timeline interview={interview} />
          </Panel>
        </>
      );
  }
}

const sample = `def first_repeated(text):
    seen = set()
    for letter in text:
        if letter in seen:
            return letter
        seen.add(letter)
    return None
`;
