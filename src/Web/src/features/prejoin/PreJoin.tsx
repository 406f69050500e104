import { Button, Container, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserPreferences } from '../../api/client';
import { Problem } from '../../api/problem';
import { useMe } from '../../api/session';
import type { LocalMedia } from '../../realtime/devices';
import { meterOf } from '../../realtime/levelMeter';
import { BackgroundChoice } from '../../ui/BackgroundChoice';
import { DeviceChoices } from '../../ui/DeviceChoices';
import { Header } from '../../ui/Header';
import { problemText } from '../../ui/problemText';
import { rememberedName, rememberName } from '../../ui/rememberedName';
import { usePageTitle } from '../../ui/usePageTitle';
import { CannotEnter } from './CannotEnter';
import classes from './PreJoin.module.css';
import { Preview } from './Preview';
import { usePreparation } from './usePreparation';

const longestName = 80;

export interface JoinWish {
  name: string;
  preferences: UserPreferences | undefined;
}

/** The check in front of the mirror before a call. */
export default function PreJoin({
  code,
  pass,
  media,
  joining,
  refusal,
  onJoin,
  onRetry,
}: {
  code: string;
  pass: string | undefined;
  media: LocalMedia;
  joining: boolean;
  /** Why the last attempt to join failed. */
  refusal: Problem | undefined;
  onJoin: (wish: JoinWish) => void;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const { room, problem, preferences, retry } = usePreparation(code, pass, media);
  usePageTitle(room?.name || t('prejoin.title'));

  const movedTo = room?.movedTo;
  // It is known before anybody tries
  const wrong = movedTo ? new Problem('room_moved', 409) : (refusal ?? problem);
  const passing = wrong !== undefined && room !== undefined && (wrong.status === 0 || wrong.status === 429 || wrong.status >= 500);
  const again = () => {
    onRetry();
    retry();
  };
  return (
    <>
      <Header />
      <Container component="main" id="main" size="lg" className={classes.main}>
        {wrong && !passing ? (
          <CannotEnter problem={wrong} code={code} movedTo={movedTo} onRetry={again} />
        ) : (
          <div className={classes.sides}>
            <Preview media={media} />
            <Stack gap="lg">
              <div>
                <Text c="dimmed">{t('prejoin.title')}</Text>
                {room ? <Title order={1}>{room.name || t('prejoin.room', { code })}</Title> : <Skeleton h={38} w="70%" />}
                <Text c="dimmed" mt={4} aria-live="polite">
                  {room && t('prejoin.present', { count: room.live?.participants ?? 0 })}
                </Text>
              </div>
              <NameForm joining={joining} onJoin={(name) => onJoin({ name, preferences })} problem={passing ? wrong : undefined} />
              <Stack gap="sm">
                <DeviceChoices media={media} meterOf={meterOf} />
                <BackgroundChoice media={media} />
              </Stack>
            </Stack>
          </div>
        )}
      </Container>
    </>
  );
}

function NameForm({ joining, onJoin, problem }: { joining: boolean; onJoin: (name: string) => void; problem: Problem | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const [typed, setTyped] = useState<string>();
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const name = typed ?? (me?.kind === 'account' ? me.displayName : rememberedName());
  const nameKnown = useRef(name !== '');

  useEffect(() => {
    if (!nameKnown.current) field.current?.focus();
  }, []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    setMissing(trimmed === '');
    if (trimmed === '') return field.current?.focus();
    rememberName(trimmed);
    onJoin(trimmed);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          ref={field}
          data-testid="prejoin-name"
          label={t('prejoin.name')}
          description={t('prejoin.nameText')}
          size="md"
          required
          withAsterisk={false}
          autoComplete="name"
          maxLength={longestName}
          value={name}
          error={missing && t('prejoin.nameMissing')}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <Button type="submit" size="lg" fullWidth loading={joining} data-testid="prejoin-join">
          {t('prejoin.join')}
        </Button>
        {problem && (
          <Text role="alert" c="var(--mantine-color-error)">
            {problemText(t, problem)}
          </Text>
        )}
      </Stack>
    </form>
  );
}
