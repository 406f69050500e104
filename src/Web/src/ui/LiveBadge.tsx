import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './LiveBadge.module.css';

/** A call is going on in a room, with so many people; nothing while it waits for the last one to come back. */
export function LiveBadge({ people }: { people: number }) {
  const { t } = useTranslation();
  if (people === 0) return null;
  return (
    <Badge variant="light" size="lg" tt="none" fw={600} leftSection={<span className={classes.dot} />}>
      {t('rooms.live', { count: people })}
    </Badge>
  );
}
