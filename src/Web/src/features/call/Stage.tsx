import { ActionIcon } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../realtime/callSession';
import type { Person } from '../../realtime/stay';
import { useReadable } from '../../ui/useReadable';
import { gridFor } from './gridLayout';
import { arrange, focusOf, type TileInfo, tilesOf } from './stage';
import classes from './Stage.module.css';
import { Tile } from './Tile';

/** All pictures: a grid, or one big with the others in a strip. */
export function Stage({ session, people, children }: { session: CallSession; people: readonly Person[]; children?: ReactNode }) {
  const speaking = useReadable(session.monitor.speaking);
  const { links } = useReadable(session.monitor.quality);
  const [pinned, setPinned] = useState<string | null>(null);
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set());
  const tiles = useMemo(() => tilesOf(people), [people]);
  const focus = focusOf(tiles, pinned, putAway);

  const pin = useCallback(
    (id: string) => {
      if (focus?.id !== id) return setPinned(id);
      setPinned(null);
      setPutAway((before) => new Set([...before, id]));
    },
    [focus?.id],
  );
  const show = (tile: TileInfo, style?: CSSProperties, fixed = false) => (
    <Tile
      key={tile.id}
      tile={tile}
      local={session.local}
      speaking={!tile.screen && speaking.ids.has(tile.person.participantId)}
      quality={links[tile.person.participantId]}
      pinned={focus?.id === tile.id}
      onPin={fixed ? undefined : pin}
      style={style}
    />
  );

  const self = tiles.find((tile) => tile.person.self && !tile.screen);
  const others = tiles.filter((tile) => tile !== self);
  // Two people: the other one big, oneself in the corner
  if (!focus && self && others.length === 1 && !others[0]!.screen) {
    return (
      <div className={classes.stage}>
        <div className={classes.whole}>{show(others[0]!, undefined, true)}</div>
        <div className={classes.corner}>{show(self, undefined, true)}</div>
      </div>
    );
  }
  if (focus) {
    return (
      <div className={classes.stage} data-focus>
        <div className={classes.whole}>{show(focus)}</div>
        <div className={classes.strip}>{tiles.filter((tile) => tile !== focus).map((tile) => show(tile))}</div>
      </div>
    );
  }
  return (
    <Pages tiles={tiles} speaker={speaking.active} show={show}>
      {children}
    </Pages>
  );
}

function Pages({
  tiles,
  speaker,
  show,
  children,
}: {
  tiles: TileInfo[];
  speaker: string | null;
  show: (tile: TileInfo, style: CSSProperties) => ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize();
  const [page, setPage] = useState(0);
  const [order, setOrder] = useState<readonly string[]>([]);
  const grid = gridFor(tiles.length, width, height);
  const pages = Math.ceil(tiles.length / grid.perPage);
  const current = Math.min(page, pages - 1);
  const ids = tiles.map((tile) => tile.id);
  const arranged = arrange(order, ids, grid.perPage, speaker);
  if (arranged.join() !== order.join()) setOrder(arranged);
  const shown = arranged.slice(current * grid.perPage, (current + 1) * grid.perPage);
  const size = { width: grid.width, height: grid.height };

  return (
    <div className={classes.stage}>
      <div ref={ref} className={classes.grid}>
        {width > 0 && (
          <div className={classes.rows} style={{ maxWidth: grid.columns * (grid.width + 10) }}>
            {shown.map((id) => show(tiles.find((tile) => tile.id === id)!, size))}
          </div>
        )}
        {children}
      </div>
      {pages > 1 && (
        <nav className={classes.pager} aria-label={t('call.pages')}>
          <ActionIcon variant="default" size="lg" radius="xl" disabled={current === 0} aria-label={t('call.pageBefore')} onClick={() => setPage(current - 1)}>
            <IconChevronLeft size={20} aria-hidden />
          </ActionIcon>
          <span aria-live="polite">{t('call.pageOf', { page: current + 1, pages })}</span>
          <ActionIcon variant="default" size="lg" radius="xl" disabled={current >= pages - 1} aria-label={t('call.pageAfter')} onClick={() => setPage(current + 1)}>
            <IconChevronRight size={20} aria-hidden />
          </ActionIcon>
        </nav>
      )}
    </div>
  );
}
