import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconLinkOff, IconMailOff } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type MailLink, readMailLink, stopMails } from '../../api/notifications';
import { type Problem, problemOf } from '../../api/problem';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';

/** Where a mail's link to stop mails leads. It only shows what would happen: programs that follow links stop nothing. */
export default function UnsubscribePage() {
  const { token = '' } = useParams();
  const { t } = useTranslation();
  usePageTitle(t('notifications.unsubscribe.title'));
  const load = useCallback(() => readMailLink(token), [token]);
  const { value, problem, reload, set } = useLoad(load);

  return (
    <Panel maw={600} mx="auto">
      {value ? (
        value.isStopped ? (
          <Done link={value} />
        ) : (
          <Offer token={token} link={value} onDone={set} />
        )
      ) : problem?.status === 404 ? (
        <Message
          icon={<IconLinkOff size={48} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />}
          title={t('notifications.unsubscribe.bad')}
          text={t('notifications.unsubscribe.badText')}
        >
          <Button component={Link} to="/" variant="default">
            {t('common.toHome')}
          </Button>
        </Message>
      ) : problem ? (
        <LoadFailed problem={problem} onRetry={reload} order={1} />
      ) : (
        <Skeleton h={220} role="status" aria-label={t('common.loading')} />
      )}
    </Panel>
  );
}

function Offer({ token, link, onDone }: { token: string; link: MailLink; onDone: (link: MailLink) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function stop() {
    setBusy(true);
    setProblem(undefined);
    try {
      onDone(await stopMails(token));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }
  return (
    <Message
      icon={<IconMailOff size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
      title={t('notifications.unsubscribe.title')}
      text={link.hasAccount ? `${t(`notifications.unsubscribe.of.${link.kind}`)} ${t('notifications.unsubscribe.rest')}` : t('notifications.unsubscribe.everything')}
    >
      <Stack>
        <Button loading={busy} onClick={() => void stop()} style={{ alignSelf: 'center' }}>
          {t('notifications.unsubscribe.go')}
        </Button>
        <ProblemAlert problem={problem} />
      </Stack>
    </Message>
  );
}

function Done({ link }: { link: MailLink }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      <Message
        icon={<IconCircleCheck size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
        title={t('notifications.unsubscribe.done')}
        text={
          <>
            {t('notifications.unsubscribe.doneText')}
            {link.hasAccount && (
              <Text component="span" inherit>
                {' '}
                {t('notifications.unsubscribe.again')}
              </Text>
            )}
          </>
        }
      >
        {link.hasAccount && (
          <Button component={Link} to="/settings/notifications" variant="default">
            {t('notifications.unsubscribe.settings')}
          </Button>
        )}
      </Message>
    </div>
  );
}
