import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconClock, IconRefresh, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Interview, Member, Part } from '../../api/interviews';
import { CopyField } from '../../ui/CopyField';
import rows from '../../ui/Rows.module.css';
import { isOver } from './interviewList';

/** Who is in it, who said that he comes, and for those who manage it everybody's own link. */
export function People({ interview, onRenew }: { interview: Interview; onRenew: (memberId: string) => void }) {
  const { interviewer, candidate, observers } = interview;
  return (
    <ul className={rows.list}>
      <Row interview={interview} member={interviewer} part="interviewer" onRenew={onRenew} />
      <Row interview={interview} member={candidate} part="candidate" onRenew={onRenew} />
      {observers.map((member) => (
        <Row key={member.id} interview={interview} member={member} part="observer" onRenew={onRenew} />
      ))}
    </ul>
  );
}

function Row({ interview, member, part, onRenew }: { interview: Interview; member: Member; part: Part; onRenew: (memberId: string) => void }) {
  const { t } = useTranslation();
  const { id, name, email, hasConfirmed, isNoShow, joinUrl } = member;
  const awaited = !hasConfirmed && part !== 'observer' && (interview.state === 'scheduled' || interview.state === 'confirmed');
  const mine = interview.you?.memberId === id;
  return (
    <li className={rows.row} data-testid={`member-${part}`}>
      <Stack gap="xs" flex="1 1 100%" miw={0}>
        <Group gap="xs">
          <Text fw={600} className={rows.name}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`interviews.parts.${part}`)}
            {mine && `, ${t('interviews.thatIsYou')}`}
          </Text>
          {hasConfirmed && (
            <Sign icon={IconCheck} color="pine">
              {t('interviews.hasConfirmed')}
            </Sign>
          )}
          {awaited && (
            <Sign icon={IconClock} color="gray">
              {t('interviews.notConfirmed')}
            </Sign>
          )}
          {isNoShow && (
            <Sign icon={IconUserX} color="yellow">
              {t('interviews.noShow')}
            </Sign>
          )}
        </Group>
        {email && email !== name && (
          <Text size="sm" className={rows.name}>
            {email}
          </Text>
        )}
        {interview.mayManage && joinUrl && !isOver(interview) && (
          <>
            <CopyField label={t('interviews.linkOf', { name })} value={joinUrl} />
            <Button
              variant="subtle"
              size="compact-sm"
              style={{ alignSelf: 'flex-start' }}
              leftSection={<IconRefresh size={16} aria-hidden />}
              aria-label={t('interviews.renewNamed', { name })}
              onClick={() => onRenew(id)}
            >
              {t('interviews.renew')}
            </Button>
          </>
        )}
      </Stack>
    </li>
  );
}

function Sign({ icon: Icon, color, children }: { icon: typeof IconCheck; color: string; children: string }) {
  return (
    <Badge variant="light" color={color} c="var(--mantine-color-text)" tt="none" fw={500} leftSection={<Icon size={14} aria-hidden />}>
      {children}
    </Badge>
  );
}
