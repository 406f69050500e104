import { useTranslation } from 'react-i18next';
import { type EventKind, KindIcon, kindStyle } from '../../ui/EventKind';
import classes from './KindFilter.module.css';

export const allKinds: readonly EventKind[] = ['meeting', 'interview', 'training', 'outside'];

/** Which kinds of events are shown; it is also the legend of their colours. */
export function KindFilter({ shown, onChange }: { shown: readonly EventKind[]; onChange: (shown: EventKind[]) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.filter}>
      <legend className={classes.legend}>{t('calendar.filter')}</legend>
      {allKinds.map((kind) => (
        <label key={kind} className={classes.kind} style={kindStyle(kind)}>
          <input
            type="checkbox"
            checked={shown.includes(kind)}
            onChange={(event) => onChange(allKinds.filter((each) => (each === kind ? event.currentTarget.checked : shown.includes(each))))}
          />
          <span className={classes.swatch}>
            <KindIcon kind={kind} size={14} />
          </span>
          {t(`calendar.types.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}
