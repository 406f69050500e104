import { Anchor, Button, ThemeIcon } from '@mantine/core';
import {
  IconDeviceLaptop,
  IconDoorExit,
  IconFlagCheck,
  IconLock,
  IconPlugConnectedX,
  IconUserOff,
  IconUserX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Problem } from '../../api/problem';
import { roomPath } from '../../api/roomCode';
import { useMe } from '../../api/session';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { problemText } from '../../ui/problemText';
import { usePageTitle } from '../../ui/usePageTitle';
import { leaveReasonOf, mayRejoin } from './leaveReason';

const icons = {
  left: IconDoorExit,
  removed: IconUserX,
  ended: IconFlagCheck,
  closed: IconLock,
  lost: IconPlugConnectedX,
  elsewhere: IconDeviceLaptop,
  alone: IconUserOff,
};

/** Where a call lets a person out: why it is over for him, and the ways on. `?reason=` bears a word of the protocol. */
export default function LeavePage() {
  const { t } = useTranslation();
  const me = useMe();
  const { code = '' } = useParams();
  const [query] = useSearchParams();
  const word = query.get('reason');
  const reason = leaveReasonOf(word);
  const pass = query.get('pass') ?? undefined;
  const title = reason ? t(`leave.${reason}`) : t('leave.refused');
  const text = reason ? t(`leave.${reason}Text`) : problemText(t, new Problem(word ?? '', 0));
  usePageTitle(title);
  const Icon = icons[reason ?? 'left'];
  const back = mayRejoin(reason);

  return (
    <Panel maw={600} mx="auto">
      <Message
        icon={
          <ThemeIcon size={72} radius="50%" variant="light" aria-hidden>
            <Icon size={36} stroke={1.5} />
          </ThemeIcon>
        }
        title={title}
        text={text}
      >
        {back && (
          <Button component={Link} to={roomPath({ code, pass })}>
            {t('leave.rejoin')}
          </Button>
        )}
        <Button component={Link} to="/" variant={back ? 'default' : 'filled'}>
          {t('common.toHome')}
        </Button>
      </Message>
      {me && (
        <Anchor component={Link} to={`/room/${code}/sessions`} size="sm" display="block" ta="center">
          {t('leave.history')}
        </Anchor>
      )}
    </Panel>
  );
}
