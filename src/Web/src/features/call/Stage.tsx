import { ActionIcon } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../realtime/callSession';
import { useReadable, useSelected } from '../../ui/useReadable';
import { type Arrangement, layoutOf, type Rect } from './layout';
import { arrange, focusOf, type TileInfo, tilesOf } from './stage';
import classes from './Stage.module.css';
import { Tile } from './Tile';

/**
 * All pictures. They stand in the page in one order, for good, and only their places change: a video element that
 * is moved within the document stops and flickers.
 */
export function Stage({ session, strip, children }: { session: CallSession; strip: boolean; children?: ReactNode }) {
  const people = useSelected(session.state, peopleOf);
  const speaking = useReadable(session.monitor.speaking);
  const { links } = useReadable(session.monitor.quality);
  const [pinned, setPinned] = useState<string | null>(null);
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set());
  const [order, setOrder] = useState<readonly string[]>([]);
  const [page, setPage] = useState(0);
  const { ref, width, height } = useElementSize();

  const tiles = useMemo(() => tilesOf(people), [people]);
  // In a strip nobody is big
  const focus = strip ? null : focusOf(tiles, pinned, putAway);
  const arrangement = strip ? 'strip' : arrangementOf(tiles, focus);
  const big = arrangement === 'pair' ? tiles.find((tile) => !tile.person.self)! : focus;
  const rest = tiles.filter((tile) => tile !== big).map((tile) => tile.id);
  const { big: bigPlace, places } = useMemo(
    () => layoutOf(arrangement, rest.length, width, height),
    [arrangement, rest.length, width, height],
  );

  const arranged = arrange(order, rest, places.length, page === 0 ? speaking.active : null);
  if (arranged.join() !== order.join()) setOrder(arranged);
  const pages = Math.max(1, Math.ceil(rest.length / Math.max(1, places.length)));
  const current = Math.min(page, pages - 1);
  const placeOf = (tile: TileInfo): Rect | null | undefined =>
    tile === big ? bigPlace : places[arranged.indexOf(tile.id) - current * places.length];

  const pin = useCallback((id: string, isBig: boolean) => {
    setPinned(isBig ? null : id);
    if (isBig) setPutAway((before) => new Set([...before, id]));
  }, []);

  return (
    <div ref={ref} className={classes.stage} data-arrangement={arrangement}>
      {width > 0 &&
        tiles.map((tile) => {
          const place = placeOf(tile);
          if (!place) return null;
          return (
            <Tile
              key={tile.id}
              id={tile.id}
              person={tile.person}
              screen={tile.screen}
              local={session.local}
              speaking={!tile.screen && speaking.ids.has(tile.person.participantId)}
              quality={links[tile.person.participantId]}
              pinned={focus === tile}
              onPin={arrangement === 'pair' || strip || tiles.length === 1 ? undefined : pin}
              place={place}
              above={arrangement === 'pair' && tile !== big}
            />
          );
        })}
      {children}
      {pages > 1 && <Pager page={current} pages={pages} onPage={setPage} bottom={bigPlace ? height - bigPlace.height + 10 : 10} />}
    </div>
  );
}

const peopleOf = ({ people }: CallState) => people;

/** Two people: the other one big, oneself in the corner. */
function arrangementOf(tiles: readonly TileInfo[], focus: TileInfo | null): Arrangement {
  if (focus) return 'focus';
  return tiles.length === 2 && tiles.every((tile) => !tile.screen) && tiles.some((tile) => tile.person.self) ? 'pair' : 'grid';
}

function Pager({ page, pages, onPage, bottom }: { page: number; pages: number; onPage: (page: number) => void; bottom: number }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.pager} style={{ bottom }} aria-label={t('call.pages')}>
      <ActionIcon variant="default" size="lg" radius="xl" disabled={page === 0} aria-label={t('call.pageBefore')} onClick={() => onPage(page - 1)}>
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <span aria-live="polite">{t('call.pageOf', { page: page + 1, pages })}</span>
      <ActionIcon
        variant="default"
        size="lg"
        radius="xl"
        disabled={page >= pages - 1}
        aria-label={t('call.pageAfter')}
        onClick={() => onPage(page + 1)}
      >
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </nav>
  );
}
