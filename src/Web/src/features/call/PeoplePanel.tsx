import { ActionIcon, Avatar, Badge, Button, CloseButton, Menu, Text, Title } from '@mantine/core';
import {
  IconArrowsExchange,
  IconDotsVertical,
  IconMicrophone,
  IconMicrophoneOff,
  IconShieldCheck,
  IconShieldOff,
  IconUserX,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../realtime/callSession';
import type { Role } from '../../realtime/protocol';
import type { Person } from '../../realtime/stay';
import { initialsOf } from '../../ui/Initials';
import { useSelected } from '../../ui/useReadable';
import classes from './PeoplePanel.module.css';

export interface PersonActions {
  onMute: (person: Person) => void;
  onRemove: (person: Person) => void;
  onCoHost: (person: Person, on: boolean) => void;
  onHandOver: (person: Person) => void;
}

/** Who is here, and what the host may do about it. */
export function PeoplePanel({
  session,
  role,
  actions,
  onCopyLink,
  onClose,
}: {
  session: CallSession;
  role: Role;
  actions: PersonActions;
  onCopyLink: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const people = useSelected(session.state, ({ people: now }) => now);
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const element = panel.current!;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    element.addEventListener('keydown', closeOnEscape);
    return () => element.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);

  return (
    <aside ref={panel} className={classes.panel} aria-labelledby="people-title" data-testid="people-panel">
      <header className={classes.head}>
        <Title order={2} size="h3" id="people-title" ref={heading} tabIndex={-1}>
          {t('call.peopleCount', { count: people.length })}
        </Title>
        <CloseButton aria-label={t('call.closePanel')} onClick={onClose} />
      </header>
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={person.participantId} className={classes.person} data-testid={`person-${person.participantId}`}>
            <Avatar size={36} radius="xl" color="pine" aria-hidden>
              {initialsOf(person.displayName)}
            </Avatar>
            <div className={classes.who}>
              <Text truncate>{person.self ? t('call.you', { name: person.displayName }) : person.displayName}</Text>
              <Text size="xs" c="dimmed">
                {person.reachable ? t(`call.roles.${person.role}`) : t('call.unreachable')}
              </Text>
            </div>
            {person.media?.screen && (
              <Badge size="sm" variant="light">
                {t('call.shares')}
              </Badge>
            )}
            <States person={person} />
            {!person.self && (role === 'host' || role === 'co_host') && <PersonMenu person={person} role={role} actions={actions} />}
          </li>
        ))}
      </ul>
      <Button variant="light" onClick={onCopyLink} className={classes.invite}>
        {t('call.copyLink')}
      </Button>
    </aside>
  );
}

function States({ person: { media } }: { person: Person }) {
  const { t } = useTranslation();
  if (!media) return null;
  return (
    <span className={classes.states}>
      {media.audio ? (
        <IconMicrophone size={18} role="img" aria-label={t('call.microphoneIsOn')} />
      ) : (
        <IconMicrophoneOff size={18} className={classes.off} role="img" aria-label={t('call.microphoneIsOff')} />
      )}
      {media.video ? (
        <IconVideo size={18} role="img" aria-label={t('call.cameraIsOn')} />
      ) : (
        <IconVideoOff size={18} className={classes.off} role="img" aria-label={t('call.cameraIsOff')} />
      )}
    </span>
  );
}

function PersonMenu({ person, role, actions }: { person: Person; role: Role; actions: PersonActions }) {
  const { t } = useTranslation();
  const coHost = person.role === 'co_host';
  return (
    <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('call.actionsFor', { name: person.displayName })}>
          <IconDotsVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMicrophoneOff size={18} aria-hidden />} disabled={!person.media?.audio} onClick={() => actions.onMute(person)}>
          {t('call.mute')}
        </Menu.Item>
        {role === 'host' && (
          <>
            <Menu.Item
              leftSection={coHost ? <IconShieldOff size={18} aria-hidden /> : <IconShieldCheck size={18} aria-hidden />}
              onClick={() => actions.onCoHost(person, !coHost)}
            >
              {coHost ? t('call.noCoHost') : t('call.makeCoHost')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowsExchange size={18} aria-hidden />} onClick={() => actions.onHandOver(person)}>
              {t('call.handOver')}
            </Menu.Item>
          </>
        )}
        {person.role !== 'host' && (
          <>
            <Menu.Divider />
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconUserX size={18} aria-hidden />} onClick={() => actions.onRemove(person)}>
              {t('call.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
