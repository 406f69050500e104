import { Alert, Button, Center, Loader, NativeSelect, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../../api/problem';
import type { CallSession } from '../../../realtime/callSession';
import { LoadFailed } from '../../../ui/LoadFailed';
import { problemText } from '../../../ui/problemText';
import { useReadable } from '../../../ui/useReadable';
import { CodeEditor } from './CodeEditor';
import { languageNames, padLanguages } from './languages';
import classes from './PadPanel.module.css';
import type { PadState, PadSync } from './padSync';
import { usePad } from './usePad';

/** The code pad of an interview, while the call is on. */
export default function PadPanel({ session, interviewId }: { session: CallSession; interviewId: string }) {
  const sync = usePad(session, interviewId);
  return sync && <Pad sync={sync} />;
}

export function Pad({ sync }: { sync: PadSync }) {
  const { t } = useTranslation();
  const state = useReadable(sync.state);
  const hint = useId();
  const choose = (language: string) =>
    void sync.chooseLanguage(language).catch((error: unknown) => complain(problemText(t, problemOf(error))));

  if (state.reading === 'failed') return <LoadFailed order={2} problem={state.problem ?? problemOf(null)} onRetry={sync.retry} />;
  if (state.reading === 'loading') {
    return (
      <Center className={classes.pad} role="status" aria-label={t('pad.loading')}>
        <Loader />
      </Center>
    );
  }
  return (
    <section className={classes.pad} aria-label={t('pad.title')}>
      <div className={classes.head}>
        <NativeSelect
          size="sm"
          aria-label={t('pad.language')}
          data-testid="pad-language"
          disabled={!state.mayEdit}
          value={state.language}
          onChange={(event) => choose(event.currentTarget.value)}
          data={padLanguages.map((value) => ({ value, label: languageNames[value] ?? t('pad.plainText') }))}
        />
        <Saving saving={state.saving} readOnly={!state.mayEdit} />
      </div>
      {state.saving === 'refused' && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('pad.couldNotSave')} role="alert">
          {state.problem && problemText(t, state.problem)}
        </Alert>
      )}
      {state.saving === 'offline' && (
        <Alert color="yellow" icon={<IconCloudOff aria-hidden />} title={t('pad.offline')} role="status">
          {t('pad.offlineText')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={sync.retry}>
            {t('common.retry')}
          </Button>
        </Alert>
      )}
      <CodeEditor sync={sync} describedBy={hint} onTooLong={() => complain(t('pad.tooLong'))} />
      <Text id={hint} size="sm" c="dimmed">
        {state.mayEdit ? t('pad.wayOut') : t('pad.readOnlyText')}
      </Text>
    </section>
  );
}

function Saving({ saving, readOnly }: { saving: PadState['saving']; readOnly: boolean }) {
  const { t } = useTranslation();
  if (saving === 'refused' || (readOnly && saving === 'saved')) return null;
  const Icon = { saved: IconCloudCheck, saving: IconCloudUpload, offline: IconCloudOff }[saving];
  return (
    <Text size="sm" c="dimmed" className={classes.saving} data-testid="pad-saving" data-saving={saving}>
      <Icon size={18} aria-hidden />
      {t(`pad.${saving}`)}
    </Text>
  );
}

const complain = (message: string) => notifications.show({ color: 'red', position: 'bottom-left', message, autoClose: 7_000 });
