import { IconCalendarX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../ui/useReadable';
import classes from './Calendar.module.css';
import type { DragWatch } from './dragWatch';
import { spanText } from '../../ui/whenText';

/** Says while an event is dragged that its room is taken there. */
export function DragNotice({ watch, zone }: { watch: DragWatch; zone: string }) {
  const { t, i18n } = useTranslation();
  const clash = useReadable(watch);
  const when = clash && spanText(clash.start, clash.end, i18n.resolvedLanguage ?? 'en', zone);
  return (
    <div role="status">
      {clash && when && (
        <div className={classes.notice} data-testid="drag-notice">
          <IconCalendarX size={18} aria-hidden />
          {clash.title ? t('calendar.drag.collides', { title: clash.title, when }) : t('calendar.drag.collidesUnnamed', { when })}
        </div>
      )}
    </div>
  );
}
