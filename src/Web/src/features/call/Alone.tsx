import { Button, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../../ui/useCopy';
import classes from './Alone.module.css';

/** For whoever is the first: how the others get here. */
export function Alone({ link }: { link: string }) {
  const { t } = useTranslation();
  const { state, copy } = useCopy();
  return (
    <div className={classes.hint} data-testid="alone">
      <Text fw={600}>{t('call.alone')}</Text>
      <Text size="sm">{t('call.aloneText')}</Text>
      <Button
        size="sm"
        leftSection={state === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        onClick={() => void copy(link)}
      >
        <span aria-live="polite">
          {state === 'copied' ? t('common.copied') : state === 'failed' ? t('common.copyFailed') : t('call.copyLink')}
        </span>
      </Button>
    </div>
  );
}
