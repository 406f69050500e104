import { IconMicrophoneOff, IconPin, IconPinnedOff, IconScreenShare } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../realtime/devices';
import type { LinkQuality } from '../../realtime/quality';
import type { Person } from '../../realtime/stay';
import { Initials } from '../../ui/Initials';
import { useReadable } from '../../ui/useReadable';
import { useTrackStream } from '../../ui/useTrackStream';
import { Video } from '../../ui/Video';
import type { Rect } from './layout';
import { QualityBars } from './QualityBars';
import classes from './Tile.module.css';

export interface TileProps {
  id: string;
  person: Person;
  /** Their screen instead of themselves. */
  screen: boolean;
  local: LocalMedia;
  speaking: boolean;
  quality: LinkQuality | undefined;
  pinned: boolean;
  /** Without it the tile cannot be pinned (the small self view). */
  onPin?: (id: string, pinned: boolean) => void;
  place: Rect;
  /** Lies over another tile. */
  above: boolean;
}

/** One picture with what there is to know about it. */
export const Tile = memo(function Tile({ id, person, screen, local, speaking, quality, pinned, onPin, place, above }: TileProps) {
  const { t } = useTranslation();
  const name = person.self ? t('call.you', { name: person.displayName }) : person.displayName;
  const title = screen ? t('call.screenOf', { name: person.displayName }) : name;
  const muted = !screen && person.media !== null && !person.media.audio;
  const interrupted = !person.self && person.link === 'interrupted';
  const said = [title, muted && t('call.isMuted'), interrupted && t('call.isInterrupted')].filter(Boolean).join(', ');

  return (
    <div
      role="group"
      className={classes.tile}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
      data-above={above || undefined}
      aria-label={said}
      data-testid={`tile-${id}`}
      data-speaking={speaking || undefined}
      data-interrupted={interrupted || undefined}
      data-screen={screen || undefined}
    >
      <Picture person={person} screen={screen} local={local} />
      {onPin && (
        <button
          type="button"
          className={classes.pin}
          aria-label={pinned ? t('call.unpin', { name: title }) : t('call.pin', { name: title })}
          aria-pressed={pinned}
          onClick={() => onPin(id, pinned)}
        >
          <span className={classes.pinIcon}>{pinned ? <IconPinnedOff size={18} aria-hidden /> : <IconPin size={18} aria-hidden />}</span>
        </button>
      )}
      {interrupted && <span className={classes.state}>{t('call.reconnecting')}</span>}
      {!interrupted && !person.self && person.link === 'connecting' && <span className={classes.state}>{t('call.connecting')}</span>}
      <div className={classes.foot}>
        <span className={classes.name}>
          {muted && <IconMicrophoneOff size={16} aria-hidden className={classes.muted} />}
          {screen && <IconScreenShare size={16} aria-hidden />}
          <span className={classes.nameText}>{title}</span>
        </span>
        {!screen && !person.self && quality && <QualityBars quality={quality} announced={person.announced} />}
      </div>
    </div>
  );
});

function Picture({ person, screen, local }: { person: Person; screen: boolean; local: LocalMedia }) {
  const own = useReadable(local.state);
  const ownStream = useTrackStream(person.self ? (screen ? own.screen.track : own.camera.track) : null);
  const stream = person.self ? ownStream : (person.streams?.[screen ? 'screen' : 'camera'] ?? null);
  // Until the first word about it the picture itself tells whether there is one
  const on = screen || (person.self ? own.camera.on : (person.media?.video ?? true));
  return (
    <>
      {!screen && <Initials name={person.displayName} personId={person.personId} />}
      {stream && on && (
        <Video stream={stream} mirrored={person.self && !screen} fit={screen ? 'contain' : 'cover'} />
      )}
    </>
  );
}
