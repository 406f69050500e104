import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../api/client';
import { useTimeZone } from '../../api/preferences';
import { openRoom } from '../../api/rooms';
import { ensureIdentity } from '../../api/session';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { useForm } from '../../ui/useForm';
import { usePageTitle } from '../../ui/usePageTitle';
import { OpenedRoomPanel } from './OpenedRoomPanel';
import { RoomFields } from './RoomFields';
import { checkRoom, detailsOf, emptyRoom } from './roomForm';

export default function CreateRoomPage() {
  const { t } = useTranslation();
  const zone = useTimeZone();
  const [opened, setOpened] = useState<Room>();
  usePageTitle(t('rooms.createTitle'));

  const form = useForm(emptyRoom, checkRoom, async (values) => {
    await ensureIdentity();
    setOpened(await openRoom(detailsOf(values, zone)));
  });

  if (opened) return <OpenedRoomPanel room={opened} />;
  return (
    <Stack gap={0} maw={720} mx="auto">
      <PageHead title={t('rooms.createTitle')} text={t('rooms.createText')} back={{ to: '/', label: t('common.home') }} />
      <form {...form.props}>
        <Panel>
          <Stack gap="xl">
            <RoomFields form={form} zone={zone} />
            <ProblemAlert problem={form.problem} />
            <Group justify="end">
              <Button component={Link} to="/" variant="default">
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={form.busy}>
                {t('rooms.createGo')}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </form>
    </Stack>
  );
}
