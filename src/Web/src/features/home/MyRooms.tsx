import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDoor } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session';
import { LoadFailed } from '../../ui/LoadFailed';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { RoomCard } from './RoomCard';
import { useMyRooms } from './useMyRooms';

export function MyRooms() {
  const { t } = useTranslation();
  const guest = useMe()?.kind === 'guest';
  const { value, problem, more, showMore, reload, replace } = useMyRooms();

  return (
    <section aria-labelledby="my-rooms">
      <Title order={2} id="my-rooms" mb="md" fz="1.4rem">
        {t('rooms.mine')}
      </Title>
      {!value && !problem && (
        <Stack gap="sm" role="status" aria-label={t('common.loading')}>
          <Skeleton h={92} radius="lg" />
          <Skeleton h={92} radius="lg" />
        </Stack>
      )}
      {!value && problem && (
        <Panel>
          <LoadFailed problem={problem} onRetry={reload} order={3} />
        </Panel>
      )}
      {value?.items.length === 0 && (
        <Panel>
          <Message
            order={3}
            icon={<IconDoor size={40} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
            title={t('rooms.none')}
            text={t('rooms.noneText')}
          />
        </Panel>
      )}
      {value && value.items.length > 0 && (
        <>
          {guest && (
            <Text size="sm" c="dimmed" mb="md">
              {t('rooms.guestNote')}
            </Text>
          )}
          <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
            {value.items.map((room) => (
              <RoomCard key={room.id} room={room} onChanged={replace} />
            ))}
          </Stack>
          {value.nextCursor && (
            <Center mt="lg">
              <Button variant="default" loading={more.busy} onClick={() => void showMore()}>
                {t('common.more')}
              </Button>
            </Center>
          )}
          <ProblemAlert problem={more.problem} />
        </>
      )}
    </section>
  );
}
