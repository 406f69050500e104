import { Button, Input } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { parseRoomAddress, roomPath } from '../api/roomCode';
import classes from './FieldWithButton.module.css';

const example = 'abc-defg-hjk';

/** Takes a room's code or a link to it and goes there. */
export function JoinByCode({ label, description, size = 'md' }: { label: string; description?: string; size?: 'md' | 'lg' }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState<'join.empty' | 'join.notACode'>();

  function join(event: FormEvent) {
    event.preventDefault();
    const room = parseRoomAddress(text);
    if (room) {
      void navigate(roomPath(room));
      return;
    }
    setComplaint(text.trim() === '' ? 'join.empty' : 'join.notACode');
    input.current?.focus();
  }

  return (
    <form onSubmit={join} noValidate>
      <Input.Wrapper
        id={id}
        label={label}
        description={description}
        error={complaint && t(complaint)}
        size={size}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        errorProps={{ role: 'alert' }}
      >
        <div className={classes.row}>
          <Input
            id={id}
            ref={input}
            className={classes.field}
            size={size}
            placeholder={example}
            leftSection={<IconKeyboard size={20} aria-hidden />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setComplaint(undefined);
            }}
            error={complaint !== undefined}
            maxLength={2048}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="go"
          />
          <Button type="submit" variant="default" size={size}>
            {t('join.go')}
          </Button>
        </div>
      </Input.Wrapper>
    </form>
  );
}
