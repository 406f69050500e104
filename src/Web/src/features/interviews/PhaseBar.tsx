import { Button, Group, Modal, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowRight, IconArrowsExchange, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePhase, endInterview, type Interview, type Phase } from '../../api/interviews';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useNow } from '../../ui/useNow';
import classes from './PhaseBar.module.css';
import { askerOf, clockOf, clockText, nextPhase, phasesOf, phaseWord } from './phases';
import { useAction } from './useAction';
import type { Live } from './useInterview';

/** What the buttons do; in the demo nothing is sent. */
export interface PhaseCommands {
  change: (phase: Phase) => Promise<Interview>;
  end: () => Promise<Interview>;
}

/** How far the interview is, by a clock that all see alike, and for those who manage it the way on. */
export function PhaseBar({ live: { interview, aheadMs }, onChanged, commands }: { live: Live; onChanged: (interview: Interview) => void; commands?: PhaseCommands }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const action = useAction(onChanged);
  const [ending, setEnding] = useState(false);
  const { id, phase, state, isPeer, mayManage } = interview;
  const { inPhaseMs, leftMs } = clockOf(interview, now + aheadMs);
  const next = nextPhase(interview);
  const { change = (to: Phase) => changePhase(id, to), end = () => endInterview(id) } = commands ?? {};
  const over = state === 'ended' || state === 'no_show' || state === 'cancelled';
  const swaps = next === 'second_round';
  const Icon = !phase ? IconPlayerPlay : swaps ? IconArrowsExchange : IconArrowRight;

  return (
    <section className={classes.bar} aria-label={t('interviews.phase.title')} data-testid="phase-bar" data-phase={phase ?? ''}>
      <ol className={classes.steps}>
        {phasesOf(interview).map((each) => (
          <li key={each} aria-current={each === phase ? 'step' : undefined}>
            {t(`interviews.phases.${phaseWord(each, interview)}`)}
          </li>
        ))}
      </ol>
      <div className={classes.times}>
        {phase && (
          <>
            <Text size="sm">
              {t('interviews.phase.inPhase')} <strong className={classes.clock}>{clockText(inPhaseMs)}</strong>
            </Text>
            {leftMs !== undefined && (
              <Text size="sm" c={leftMs < 0 ? 'var(--mantine-color-error)' : undefined}>
                {t(leftMs < 0 ? 'interviews.phase.over' : 'interviews.phase.left')} <strong className={classes.clock}>{clockText(leftMs)}</strong>
              </Text>
            )}
          </>
        )}
        {!phase && <Text size="sm">{t(over ? 'interviews.phase.ended' : 'interviews.phase.notBegun')}</Text>}
        {phase && isPeer && phase !== 'feedback' && <Text size="sm">{t('interviews.phase.asks', { name: askerOf(interview).name })}</Text>}
        <VisuallyHidden role="status">{phase ? t('interviews.phase.now', { phase: t(`interviews.phases.${phaseWord(phase, interview)}`) }) : ''}</VisuallyHidden>
      </div>
      {mayManage && !over && state !== 'requested' && (
        <Group gap="xs">
          {next && (
            <Button
              size="compact-md"
              leftSection={<Icon size={16} aria-hidden />}
              loading={action.busy === 'next'}
              onClick={() => void action.run('next', () => change(next))}
              data-testid="next-phase"
            >
              {!phase ? t('interviews.phase.begin') : swaps ? t('interviews.phase.swap') : t('interviews.phase.next', { phase: t(`interviews.phases.${phaseWord(next, interview)}`) })}
            </Button>
          )}
          {phase && (
            <Button size="compact-md" variant="default" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => setEnding(true)} data-testid="end-interview">
              {t('interviews.phase.end')}
            </Button>
          )}
        </Group>
      )}
      <ProblemAlert problem={action.problem} />
      <Modal opened={ending} onClose={() => setEnding(false)} title={t('interviews.dialogs.end.title')}>
        <Stack gap="lg">
          <Text size="sm">{t('interviews.dialogs.end.text')}</Text>
          <Group justify="end">
            <Button variant="default" onClick={() => setEnding(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              data-testid="end-go"
              onClick={() => {
                setEnding(false);
                void action.run('end', end);
              }}
            >
              {t('interviews.dialogs.end.go')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </section>
  );
}
