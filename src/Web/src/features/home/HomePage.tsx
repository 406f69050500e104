import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAdjustments, IconVideo } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type Problem, problemOf } from '../../api/problem';
import { openRoom } from '../../api/rooms';
import { ensureIdentity, useSession } from '../../api/session';
import { JoinByCode } from '../../ui/JoinByCode';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { usePageTitle } from '../../ui/usePageTitle';
import { CallPicture } from './CallPicture';
import classes from './HomePage.module.css';
import { MyRooms } from './MyRooms';
import { Upcoming } from './Upcoming';

export default function HomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  usePageTitle(t('home.pageTitle'));

  async function start() {
    setBusy(true);
    setProblem(undefined);
    try {
      await ensureIdentity();
      const room = await openRoom({});
      await navigate(`/room/${room.code}`, { state: { opened: true } });
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  return (
    <>
      <section className={classes.hero}>
        <Stack gap="xl" className={classes.words}>
          <div>
            <Title className={classes.title}>{t('home.title')}</Title>
            <Text size="lg" c="dimmed" mt="md" maw={460}>
              {t('home.text')}
            </Text>
          </div>
          <Group gap="sm" className={classes.actions}>
            <Button size="lg" leftSection={<IconVideo size={22} aria-hidden />} loading={busy} onClick={() => void start()}>
              {t('home.start')}
            </Button>
            <Button
              size="lg"
              variant="default"
              component={Link}
              to="/video-conference/create"
              leftSection={<IconAdjustments size={20} aria-hidden />}
            >
              {t('home.create')}
            </Button>
          </Group>
          <ProblemAlert problem={problem} />
          <div className={classes.join}>
            <JoinByCode label={t('home.join')} />
          </div>
          <Anchor component={Link} to="/demo" size="sm" fw={500} style={{ alignSelf: 'flex-start' }}>
            {t('home.demo')}
          </Anchor>
        </Stack>
        <CallPicture />
      </section>
      {session.status === 'known' && session.me.kind === 'account' && <Upcoming key={`${session.me.id} upcoming`} />}
      {(session.status === 'known' || session.status === 'failed') && (
        <MyRooms key={session.status === 'known' ? session.me.id : ''} />
      )}
    </>
  );
}
