import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Room } from '../../api/client';
import { useTimeZone } from '../../api/preferences';
import { problemOf } from '../../api/problem';
import { changeRoom, readRoom } from '../../api/rooms';
import { LoadFailed } from '../../ui/LoadFailed';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StaleAlert } from '../../ui/StaleAlert';
import { useForm } from '../../ui/useForm';
import { useLoad } from '../../ui/useLoad';
import { usePageTitle } from '../../ui/usePageTitle';
import { RoomFields } from './RoomFields';
import { checkRoom, detailsOf, formOf, type RoomForm } from './roomForm';

interface Read {
  data: Room;
  tag: string | undefined;
}

export default function RoomSettingsPage() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  usePageTitle(t('rooms.settingsTitle'));
  const load = useCallback(() => readRoom(code), [code]);
  const room = useLoad(load);
  const zone = useTimeZone();

  return (
    <Stack gap={0} maw={720} mx="auto">
      <PageHead
        title={t('rooms.settingsTitle')}
        text={room.value && (room.value.data.name || room.value.data.code)}
        back={{ to: '/', label: t('common.home') }}
      />
      <Panel>
        {room.value ? (
          <Editor key={`${room.value.data.id} ${zone}`} zone={zone} first={room.value} />
        ) : room.problem ? (
          <LoadFailed problem={room.problem} onRetry={room.reload}>
            <Button component={Link} to="/" variant="default">
              {t('common.toHome')}
            </Button>
          </LoadFailed>
        ) : (
          <Stack role="status" aria-label={t('common.loading')}>
            <Skeleton h={60} radius="md" />
            <Skeleton h={90} radius="md" />
            <Skeleton h={60} radius="md" />
          </Stack>
        )}
      </Panel>
    </Stack>
  );
}

/** Shows and reads times in `zone`: with another zone it must begin anew. */
function Editor({ first, zone }: { first: Read; zone: string }) {
  const { t } = useTranslation();
  const [read, setRead] = useState(first);
  const [theirs, setTheirs] = useState<Read>();
  const { code, mayManage } = read.data;

  const form = useForm(formOf(read.data, zone), checkRoom, async (values) => {
    try {
      const saved = await changeRoom(code, detailsOf(values, zone), (theirs ?? read).tag);
      take(saved);
      notifications.show({ message: t('common.saved') });
      return formOf(saved.data, zone);
    } catch (error) {
      if (problemOf(error).status !== 412) throw error;
      setTheirs(await readRoom(code));
    }
  });
  function take(now: Read) {
    setRead(now);
    setTheirs(undefined);
  }
  const differing = theirs ? differences(form.values, formOf(theirs.data, zone)) : [];

  return (
    <form {...form.props}>
      <Stack gap="xl">
        {!mayManage && (
          <Alert role="note" variant="light" icon={<IconInfoCircle aria-hidden />}>
            {t('rooms.notHost')}
          </Alert>
        )}
        <RoomFields form={form} zone={zone} />
        <ProblemAlert problem={form.problem} />
        {theirs && (
          <StaleAlert
            fields={differing.map((name) => t(`rooms.${name}`))}
            busy={form.busy}
            onTakeTheirs={() => {
              take(theirs);
              form.reset(formOf(theirs.data, zone));
            }}
            onKeepMine={() => void form.submit()}
          />
        )}
        <Group justify="end">
          <Button component={Link} to={`/room/${code}/sessions`} variant="subtle" mr="auto">
            {t('rooms.history')}
          </Button>
          {!theirs && (
            <Button type="submit" loading={form.busy}>
              {t('common.save')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

const differences = (mine: RoomForm, theirs: RoomForm) =>
  (Object.keys(mine) as (keyof RoomForm)[]).filter((name) => String(mine[name]) !== String(theirs[name]));
