import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { IconCalendarOff, IconCalendarX, IconHistory } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { readInvitation } from '../../api/invitations';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { useLoad } from '../../ui/useLoad';
import { useNow } from '../../ui/useNow';
import { usePageTitle } from '../../ui/usePageTitle';
import { AnswerForm } from './AnswerForm';
import { InvitationDetails } from './InvitationDetails';
import { isOver } from './invitation';

/** Where the link of an invitation leads: what it is, and an answer without signing in. Opening it sends nothing. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const now = useNow(15_000);
  const load = useCallback(() => readInvitation(token), [token]);
  const { value, problem, reload, set } = useLoad(load);
  usePageTitle(value?.title || t('invitation.title'));

  if (!value && !problem)
    return (
      <Stack role="status" aria-label={t('common.loading')} maw={640} mx="auto">
        <Skeleton h={60} radius="lg" />
        <Skeleton h={280} radius="lg" />
      </Stack>
    );

  return (
    <Panel maw={640} mx="auto">
      {!value && problem?.code === 'invitation_not_found' && (
        <Message
          icon={<IconCalendarOff size={40} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
          title={t('invitation.notFound')}
          text={t('invitation.notFoundText')}
        >
          <Button component={Link} to="/">
            {t('common.toHome')}
          </Button>
        </Message>
      )}
      {!value && problem && problem.code !== 'invitation_not_found' && <LoadFailed order={1} problem={problem} onRetry={reload} />}
      {value && (
        <Stack gap="lg">
          <InvitationDetails invitation={value} now={now} />
          {value.status === 'cancelled' ? (
            <Alert variant="light" color="gray" icon={<IconCalendarX aria-hidden />} title={t('invitation.cancelled')}>
              {t('invitation.cancelledText')}
            </Alert>
          ) : isOver(value, now) ? (
            <Alert variant="light" color="gray" icon={<IconHistory aria-hidden />} title={t('invitation.over')}>
              {t('invitation.overText')}
            </Alert>
          ) : (
            <AnswerForm key={token} token={token} invitation={value} onAnswered={set} onGone={reload} />
          )}
        </Stack>
      )}
    </Panel>
  );
}
