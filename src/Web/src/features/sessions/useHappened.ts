import { useTranslation } from 'react-i18next';
import type { Minute } from '../../api/sessions';
import { known } from '../../ui/known';
import { endReasons, leaveReasons, roles } from '../../ui/sessionWords';
import type { Happening } from './replay';

const troubleKinds = ['ice_failed', 'ice_restarted', 'signalling_lost', 'device_denied', 'device_not_found', 'device_in_use', 'device_lost', 'device_failed', 'media_silent'] as const;
const devices = ['microphone', 'camera', 'screen'] as const;

/** Sentences of what happened in a call. */
export function useHappened(nameOf: (personId: string | null) => string) {
  const { t } = useTranslation();

  function trouble({ kind, detail }: Minute['troubles'][number]): string {
    const word = known(troubleKinds, kind);
    if (!word) return kind;
    const device = known(devices, detail);
    const text = t(`replay.troubles.${word}`, { seconds: detail ?? '?', device: t(`replay.devices.${device ?? 'other'}`) });
    return (word === 'ice_failed' || word === 'ice_restarted') && detail ? `${text} (${detail})` : text;
  }

  function happened({ what, personId, by, word, trouble: wrong }: Happening): string {
    const who = nameOf(personId);
    switch (what) {
      case 'joined':
        return t('replay.joined', { who, role: t(`roles.${known(roles, word) ?? 'participant'}`) });
      case 'left':
        return `${who}: ${t(`sessions.left.${known(leaveReasons, word) ?? 'left'}`)}`;
      case 'muted':
        return t('replay.muted', { who, by: nameOf(by) });
      case 'removed':
        return t('replay.removed', { who, by: nameOf(by) });
      case 'role_changed':
        return t('replay.role', { who, role: t(`roles.${known(roles, word) ?? 'participant'}`) });
      case 'host_changed':
        return t('replay.host', { who });
      case 'ended':
        return t('replay.ended', { reason: t(`sessions.ended.${known(endReasons, word) ?? 'last_left'}`) });
      default:
        return wrong ? `${who}: ${trouble(wrong)}` : what;
    }
  }

  return { happened, trouble };
}
