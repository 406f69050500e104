import { Skeleton, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeSharing, readSharing } from '../../../api/calendar';
import { type Problem, problemOf } from '../../../api/problem';
import { LoadFailed } from '../../../ui/LoadFailed';
import { Panel } from '../../../ui/Panel';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { useLoad } from '../../../ui/useLoad';

export function SharingPanel() {
  const { t } = useTranslation();
  const { value, problem, reload, set } = useLoad(readSharing);
  const [refusal, setRefusal] = useState<Problem>();

  async function share(freeBusy: boolean) {
    const before = value!;
    setRefusal(undefined);
    set({ freeBusy });
    try {
      await changeSharing(freeBusy);
    } catch (error) {
      set(before);
      setRefusal(problemOf(error));
    }
  }

  return (
    <Panel title={t('calendar.settings.sharing')}>
      {value ? (
        <Stack gap="sm">
          <Switch
            label={t('calendar.settings.freeBusy')}
            description={t('calendar.settings.freeBusyText')}
            checked={value.freeBusy}
            onChange={(event) => void share(event.currentTarget.checked)}
          />
          <ProblemAlert problem={refusal} />
        </Stack>
      ) : problem ? (
        <LoadFailed problem={problem} onRetry={reload} order={3} />
      ) : (
        <Skeleton h={44} role="status" aria-label={t('common.loading')} />
      )}
    </Panel>
  );
}
