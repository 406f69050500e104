import { Alert, Anchor, Button, Collapse, Modal, Stack } from '@mantine/core';
import { IconArrowRight, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../realtime/callSession';
import { LoadFailed } from '../../ui/LoadFailed';
import { FeedbackForm } from './FeedbackForm';
import classes from './InterviewInRoom.module.css';
import { PhaseBar } from './PhaseBar';
import { feedbackDue, mayAsk } from './phases';
import { SheetPanel } from './SheetPanel';
import { useInterview } from './useInterview';

/** What the interview that is held in a room adds to the call: its phases, the sheet of the one who asks, and at the end the feedback. */
export function InterviewInRoom({ session, interviewId }: { session: CallSession; interviewId: string }) {
  const { t } = useTranslation();
  const news = useCallback((listener: () => void) => session.news.on(({ topic }) => topic === 'interview' && listener()), [session]);
  const { live, problem, reload, set } = useInterview(interviewId, news);
  const [sheetOpen, setSheetOpen] = useState(true);
  // Opens by itself, once; who puts it off finds it behind the button
  const [putOff, setPutOff] = useState(false);

  if (!live) return problem ? <LoadFailed problem={problem} onRetry={reload} order={2} /> : null;
  const { interview } = live;
  const due = feedbackDue(interview);
  const elsewhere = interview.serviceType !== 'custom' ? interview.link : null;
  const Arrow = sheetOpen ? IconChevronDown : IconChevronRight;

  return (
    <div className={classes.panel} data-testid="interview-in-room">
      {elsewhere && (
        <Alert color="yellow" variant="light" role="alert" icon={<IconArrowRight aria-hidden />} title={t('interviews.room.moved')}>
          <Anchor href={elsewhere} rel="noopener noreferrer" fw={600}>
            {t('interviews.room.movedGo')}
          </Anchor>
        </Alert>
      )}
      <PhaseBar live={live} onChanged={set} />
      {due && putOff && (
        <Button size="compact-md" onClick={() => setPutOff(false)} data-testid="open-feedback">
          {t('interviews.feedback.title')}
        </Button>
      )}
      {mayAsk(interview) && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Arrow size={16} aria-hidden />}
            aria-expanded={sheetOpen}
            onClick={() => setSheetOpen(!sheetOpen)}
            data-testid="sheet-toggle"
          >
            {t('interviews.sheet.title')}
          </Button>
          <Collapse expanded={sheetOpen} keepMounted>
            <SheetPanel key={interview.id} interview={interview} />
          </Collapse>
        </div>
      )}
      <Modal opened={due && !putOff} onClose={() => setPutOff(true)} title={t('interviews.feedback.title')} size="lg" keepMounted>
        <Stack>{due && <FeedbackForm interview={interview} onGiven={set} />}</Stack>
      </Modal>
    </div>
  );
}
