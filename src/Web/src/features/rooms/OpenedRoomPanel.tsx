import { Alert, Button, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconDoorEnter, IconLock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../api/client';
import { linkToShare } from '../../api/rooms';
import { CopyField } from '../../ui/CopyField';
import { Panel } from '../../ui/Panel';

/** What a person takes away from opening a room. */
export function OpenedRoomPanel({ room }: { room: Room }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  return (
    <Panel maw={640} mx="auto">
      <Stack gap="lg">
        <Group gap="md" wrap="nowrap" align="start">
          <ThemeIcon size={44} radius="xl" variant="light" aria-hidden>
            <IconCheck size={26} />
          </ThemeIcon>
          <div>
            <Title ref={heading} tabIndex={-1} fz="1.6rem">
              {t('rooms.opened')}
            </Title>
            <Text c="dimmed">{room.name || t('rooms.nameless')}</Text>
          </div>
        </Group>
        {room.isPrivate && (
          <Alert role="note" variant="light" color="yellow" icon={<IconLock aria-hidden />} title={t('rooms.passTitle')}>
            {t('rooms.passText')}
          </Alert>
        )}
        <CopyField label={room.isPrivate ? t('rooms.passLink') : t('rooms.link')} value={linkToShare(room)} />
        <Text size="sm" c="dimmed">
          {t('rooms.codeSays', { code: room.code })}
        </Text>
        <Group>
          <Button component={Link} to={room.link} leftSection={<IconDoorEnter size={18} aria-hidden />}>
            {t('rooms.enter')}
          </Button>
          <Button component={Link} to="/" variant="default">
            {t('rooms.toMine')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
