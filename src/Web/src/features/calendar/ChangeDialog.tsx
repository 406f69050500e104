import { Alert, Button, Group, List, Loader, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChangePreview, collision, previewChange, previewDelete, type Scope, tagOf } from '../../api/calendar';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useLoad } from '../../ui/useLoad';
import { Collisions } from './Collisions';
import { patchOf } from './dragging';
import type { Change } from './useChanges';
import { localText, spanText } from '../../ui/whenText';

const buttons = { move: 'move', save: 'save', delete: 'delete', cancel: 'cancelEvent' } as const;
const titles = { move: 'moveTitle', save: 'saveTitle', delete: 'deleteTitle', cancel: 'cancelTitle' } as const;

/** Says what a change will do and whom it will be told, asks how much of a series is meant, and only then acts. */
export function ChangeDialog({
  change,
  zone,
  onConfirm,
  onClose,
}: {
  change: Change;
  zone: string;
  /** Throws the `Problem` of a refusal. */
  onConfirm: (change: Change, scope: Scope) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(change);
  const [scope, setScope] = useState<Scope>(change.scopes[0] ?? 'all');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const look = useCallback(() => {
    const target = { id: wanted.id, scope, occurrence: wanted.occurrence, tag: tagOf(wanted.version) };
    return wanted.kind === 'delete' ? previewDelete(target) : previewChange(target, wanted.patch ?? {});
  }, [wanted, scope]);
  const preview = useLoad(look);

  async function confirm() {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm(wanted, scope);
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }
  function giveUp() {
    change.onEnd?.(false);
    onClose();
  }
  const taken = problem && collision(problem);
  const clashes = taken?.conflicts ?? preview.value?.conflicts ?? [];

  return (
    <Modal opened onClose={giveUp} title={t(`calendar.change.${titles[change.kind]}`, { title: change.title || t('calendar.noTitle') })} data-testid="change-dialog">
      <Stack gap="md">
        {wanted.move && <Text size="sm">{t('calendar.change.moves', wanted.move)}</Text>}
        {change.scopes.length > 1 && (
          <Radio.Group
            label={t('calendar.change.which')}
            value={scope}
            onChange={(value) => {
              setScope(value as Scope);
              setProblem(undefined);
            }}
          >
            <Stack gap="xs" mt="xs">
              {change.scopes.map((each) => (
                <Radio key={each} value={each} label={t(`calendar.change.scopes.${each}`)} data-testid={`scope-${each}`} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <div aria-live="polite" aria-busy={preview.busy}>
          {preview.busy ? (
            <Group gap="xs">
              <Loader size="xs" />
              <Text size="sm" c="dimmed">
                {t('calendar.change.looking')}
              </Text>
            </Group>
          ) : preview.value ? (
            <Consequences preview={preview.value} change={wanted} zone={zone} />
          ) : (
            preview.problem && !collision(preview.problem) && <LoadFailed problem={preview.problem} onRetry={preview.reload} order={3} />
          )}
        </div>
        {(clashes.length > 0 || taken) && (
          <Collisions
            conflicts={clashes}
            alternatives={taken?.alternatives}
            zone={zone}
            onTake={(time) => {
              setProblem(undefined);
              setWanted({ ...wanted, patch: { ...wanted.patch, ...patchOf(wanted, { ...time, allDay: false }) }, move: undefined });
            }}
          />
        )}
        {!taken && <ProblemAlert problem={problem} />}
        <Group justify="end">
          <Button variant="default" onClick={giveUp}>
            {t('calendar.change.keep')}
          </Button>
          <Button
            color={change.kind === 'delete' || change.kind === 'cancel' ? 'var(--vc-danger)' : undefined}
            loading={busy}
            disabled={preview.busy}
            onClick={() => void confirm()}
            data-testid="change-confirm"
            data-autofocus={change.scopes.length > 1 ? undefined : true}
          >
            {t(`calendar.change.${buttons[change.kind]}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const most = 5;

function Consequences({ preview, change, zone }: { preview: ChangePreview; change: Change; zone: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const { occurrences, firstDates, lostChanges, notified, warnings } = preview;
  const removes = change.kind === 'delete' || change.kind === 'cancel';
  const allDay = change.patch?.allDay ?? change.allDay;
  return (
    <Stack gap="xs">
      {change.scopes.length > 1 && <Text size="sm" fw={600}>{t(removes ? 'calendar.change.deletes' : 'calendar.change.changes', { count: occurrences })}</Text>}
      {lostChanges > 0 && (
        <Alert color="yellow" variant="light" role="note" icon={<IconAlertTriangle aria-hidden />} p="xs">
          {t('calendar.change.lost', { count: lostChanges })}
        </Alert>
      )}
      {!removes && change.scopes.length > 1 && firstDates.length > 0 && (
        <div>
          <Text size="sm">{t('calendar.change.first')}</Text>
          <List size="sm" withPadding>
            {firstDates.slice(0, most).map((date) => (
              <List.Item key={date}>{localText(date, language, allDay)}</List.Item>
            ))}
          </List>
        </div>
      )}
      {notified.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('calendar.change.nobody')}
        </Text>
      ) : (
        <div data-testid="change-told">
          <Text size="sm">{t('calendar.change.told')}</Text>
          <List size="sm" withPadding>
            {notified.slice(0, most).map(({ email, name, why }) => (
              <List.Item key={email}>
                {name ?? email} ({t(`calendar.change.why.${why}` as never, { defaultValue: why }) as string})
              </List.Item>
            ))}
          </List>
          {notified.length > most && <Text size="sm">{t('calendar.change.andMore', { count: notified.length - most })}</Text>}
        </div>
      )}
      {warnings.length > 0 && (
        <div>
          <Text size="sm">{t('calendar.change.warnings')}</Text>
          <List size="sm" withPadding>
            {warnings.slice(0, most).map(({ person, title, start, end }) => {
              const when = spanText(start, end, language, zone);
              return <List.Item key={person + start}>{title ? `${person}: ${title}, ${when}` : t('calendar.change.overlapUnnamed', { person, when })}</List.Item>;
            })}
          </List>
        </div>
      )}
    </Stack>
  );
}
