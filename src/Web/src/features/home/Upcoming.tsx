import { Anchor, Group, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listEvents } from '../../api/calendar';
import { KindIcon, kindStyle } from '../../ui/EventKind';
import { JoinLink } from '../../ui/JoinLink';
import { Panel } from '../../ui/Panel';
import { useDates } from '../../ui/useDates';
import { useLoad } from '../../ui/useLoad';
import { useNow } from '../../ui/useNow';
import classes from './Upcoming.module.css';

const daysAhead = 7;
const most = 3;

/** The next events with the way into their calls. Says nothing when there are none, or when they cannot be read. */
export function Upcoming() {
  const { t } = useTranslation();
  const dates = useDates();
  const now = useNow(15_000);
  const load = useCallback(() => {
    const from = new Date();
    return listEvents(from.toISOString(), new Date(from.getTime() + daysAhead * 86_400_000).toISOString());
  }, []);
  const { value } = useLoad(load);
  const next = (value ?? [])
    .filter((item) => !item.outside && !item.allDay && item.status !== 'cancelled' && item.status !== 'completed' && item.answer !== 'declined' && Date.parse(item.end) > now)
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))
    .slice(0, most);
  if (next.length === 0) return null;

  return (
    <section aria-labelledby="upcoming" className={classes.section}>
      <Group justify="space-between" mb="md">
        <Title order={2} id="upcoming" fz="1.4rem">
          {t('calendar.upcoming.title')}
        </Title>
        <Anchor component={Link} to="/calendar" size="sm" fw={500}>
          {t('calendar.upcoming.all')}
        </Anchor>
      </Group>
      <Panel p="xs">
        <ul className={classes.list}>
          {next.map((item) => {
            const title = item.title || t('calendar.noTitle');
            const { url } = item.place;
            return (
              <li key={item.eventId + item.occurrence} className={classes.item} style={kindStyle(item.type)}>
                <KindIcon kind={item.type} size={18} />
                <Link to={`/calendar?event=${item.eventId}&occurrence=${item.occurrence}`} className={classes.words}>
                  <Text component="span" fw={600} display="block">
                    {title}
                  </Text>
                  <Text component="span" size="sm" c="dimmed" display="block">
                    {dates.moment(item.start)} · {t(`calendar.types.${item.type}`)}
                  </Text>
                </Link>
                {url && now >= Date.parse(item.joinFrom) && <JoinLink url={url} title={title} />}
              </li>
            );
          })}
        </ul>
      </Panel>
    </section>
  );
}
