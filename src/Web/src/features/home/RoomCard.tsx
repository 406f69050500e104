import { ActionIcon, Badge, Button, Group, Menu, Modal, Stack, Text, Title, Tooltip } from '@mantine/core';
import {
  IconCalendarEvent,
  IconCheck,
  IconDots,
  IconDoorEnter,
  IconHistory,
  IconLink,
  IconLock,
  IconLockOpen,
  IconSettings,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import { closeRoom, linkToShare, readRoom, reopenRoom } from '../../api/rooms';
import { LiveBadge } from '../../ui/LiveBadge';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useCopy } from '../../ui/useCopy';
import { useDates } from '../../ui/useDates';
import classes from './RoomCard.module.css';

export function RoomCard({ room, onChanged }: { room: Room; onChanged: (room: Room) => void }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { state: copied, copy } = useCopy();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function change(act: () => Promise<unknown>) {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      onChanged((await readRoom(room.code)).data);
      setAsking(false);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const people = room.live?.participants ?? 0;
  const name = room.name || t('rooms.nameless');
  const copyLabel = copied === 'copied' ? t('common.copied') : copied === 'failed' ? t('common.copyFailed') : t('rooms.copyLink');
  return (
    <li>
      <Panel p={{ base: 'md', xs: 'lg' }}>
        <div className={classes.card}>
          <Stack gap={6} className={classes.words}>
            <Group gap="xs">
              <Title order={3} className={classes.name}>
                {name}
              </Title>
              <LiveBadge people={people} />
              {!room.isActive && (
                <Badge color="gray" variant="light" size="lg" tt="none" fw={600}>
                  {t('rooms.closed')}
                </Badge>
              )}
            </Group>
            <Group gap="md" className={classes.facts}>
              <span className={classes.code}>{room.code}</span>
              {room.isPrivate && (
                <Group gap={4} wrap="nowrap">
                  <IconLock size={15} aria-hidden />
                  {t('rooms.private')}
                </Group>
              )}
              {room.scheduledStart && (
                <Group gap={4} wrap="nowrap">
                  <IconCalendarEvent size={15} aria-hidden />
                  {dates.moment(room.scheduledStart)}
                </Group>
              )}
            </Group>
          </Stack>
          <Group gap="xs" wrap="nowrap" className={classes.actions}>
            {room.isActive ? (
              <Button
                component={Link}
                to={room.link}
                variant={people > 0 ? 'filled' : 'light'}
                leftSection={<IconDoorEnter size={18} aria-hidden />}
                aria-label={t('rooms.enterNamed', { name })}
                className={classes.enter}
              >
                {t('rooms.enter')}
              </Button>
            ) : (
              <Button
                variant="default"
                loading={busy}
                leftSection={<IconLockOpen size={18} aria-hidden />}
                onClick={() => void change(() => reopenRoom(room.code))}
                className={classes.enter}
              >
                {t('rooms.reopen')}
              </Button>
            )}
            <Tooltip label={copyLabel}>
              <ActionIcon
                variant="default"
                size={36}
                aria-label={`${copyLabel}: ${name}`}
                onClick={() => void copy(linkToShare(room))}
              >
                {copied === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconLink size={18} aria-hidden />}
              </ActionIcon>
            </Tooltip>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={t('rooms.actions', { name })}>
                  <IconDots size={18} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component={Link} to={`/room/${room.code}/settings`} leftSection={<IconSettings size={18} aria-hidden />}>
                  {t('rooms.settings')}
                </Menu.Item>
                <Menu.Item component={Link} to={`/room/${room.code}/sessions`} leftSection={<IconHistory size={18} aria-hidden />}>
                  {t('rooms.history')}
                </Menu.Item>
                {room.isActive && room.isHost && (
                  <Menu.Item color="var(--mantine-color-error)" leftSection={<IconLock size={18} aria-hidden />} onClick={() => setAsking(true)}>
                    {t('rooms.close')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </Group>
        </div>
        {!asking && <ProblemAlert problem={problem} />}
      </Panel>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('rooms.closeTitle', { name })}>
        <Stack gap="lg">
          <Text size="sm">
            {t('rooms.closeText')} {people > 0 && t('rooms.closeLive', { count: people })}
          </Text>
          <ProblemAlert problem={problem} />
          <Group justify="end">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {t('common.cancel')}
            </Button>
            <Button color="red.8" loading={busy} onClick={() => void change(() => closeRoom(room.code))}>
              {t('rooms.close')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </li>
  );
}
