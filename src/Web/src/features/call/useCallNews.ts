import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackgroundProblem } from '../../realtime/background';
import type { CallNotice, CallSession } from '../../realtime/callSession';
import type { DeviceNotice } from '../../realtime/captureDevice';

const shortMs = 3_000;
const normalMs = 5_000;
const actionableMs = 7_000;
/** Who reloads the page leaves and comes: that is not news. */
const returnsWithinMs = 4_000;
/** First the picture of whoever came, then the words about it. */
const afterThePictureMs = 800;

/** Toasts for what the others do. */
export function useCallNews(session: CallSession) {
  const { t } = useTranslation();

  useEffect(() => {
    const going = new Map<string, ReturnType<typeof setTimeout>>();
    const later = new Set<ReturnType<typeof setTimeout>>();
    const say = (message: string, autoClose: number) => notifications.show({ message, autoClose, role: 'status', position: 'bottom-left' });

    const came = ({ personId, name }: { personId: string; name: string }) => {
      const pending = going.get(personId);
      going.delete(personId);
      if (pending !== undefined) return clearTimeout(pending);
      later.add(setTimeout(() => say(t('call.news.joined', { name }), normalMs), afterThePictureMs));
    };
    const went = ({ personId, name, reason }: CallNotice & { what: 'left' }) => {
      const tell = () => {
        going.delete(personId);
        say(t(reason === 'connection_lost' ? 'call.news.lost' : reason === 'removed' ? 'call.news.removed' : 'call.news.left', { name }), normalMs);
      };
      if (reason === 'session_ended') return;
      const mayReturn = reason === 'page_closed' || reason === 'rejoined' || reason === 'connection_lost';
      if (mayReturn) going.set(personId, setTimeout(tell, returnsWithinMs));
      else tell();
    };
    const heard = (notice: CallNotice) => {
      switch (notice.what) {
        case 'joined':
          return came(notice);
        case 'left':
          return went(notice);
        case 'muted_by':
          return say(t('call.news.mutedBy', { name: notice.name }), actionableMs);
        case 'muted_on_entry':
          return say(t('call.news.mutedOnEntry'), actionableMs);
        case 'role_changed': {
          const key = notice.role === 'co_host' ? 'coHost' : 'noCoHost';
          return say(notice.self ? t(`call.news.${key}You`) : t(`call.news.${key}`, { name: notice.name }), shortMs);
        }
        case 'host_changed':
          return say(notice.self ? t('call.news.hostYou') : t('call.news.host', { name: notice.name }), normalMs);
      }
    };
    const device = ({ what, kind, label }: DeviceNotice) => say(t(`devices.${what}.${kind}`, { label }), actionableMs);

    const background = (problem: BackgroundProblem) => say(t(`background.problems.${problem}`), actionableMs);

    const { local } = session;
    const stop = [session.notices.on(heard), local.notices.on(device), local.background.problems.on(background)];
    return () => {
      for (const each of stop) each();
      for (const timer of [...going.values(), ...later]) clearTimeout(timer);
    };
  }, [session, t]);
}
