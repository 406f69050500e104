import { Button, Input } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FieldWithButton.module.css';
import { useCopy } from './useCopy';

/** A text to be passed on, with a button that copies it. */
export function CopyField({ label, description, value }: { label: string; description?: string; value: string }) {
  const { t } = useTranslation();
  const id = useId();
  const { state, copy } = useCopy();
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={state === 'failed' && t('common.copyFailed')}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <div className={classes.row}>
        <Input id={id} className={classes.field} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
        <Button
          variant="default"
          onClick={() => void copy(value)}
          leftSection={state === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        >
          <span aria-live="polite">{state === 'copied' ? t('common.copied') : t('common.copy')}</span>
        </Button>
      </div>
    </Input.Wrapper>
  );
}
