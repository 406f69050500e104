import classes from './Statistics.module.css';

export interface Bar {
  key: string;
  label: string;
  value: number | null;
  text: string;
}

const height = 120;

/** Bars side by side along a time; the table behind says the same. */
export function TimeChart({ bars, title }: { bars: Bar[]; title: string }) {
  const most = Math.max(0, ...bars.map((bar) => bar.value ?? 0));
  const highest = bars.find((bar) => bar.value === most);
  return (
    <figure className={classes.figure}>
      <svg className={classes.chart} viewBox={`0 0 ${bars.length * 10} ${height}`} preserveAspectRatio="none" role="img" aria-label={title}>
        {bars.map((bar, i) => {
          const tall = most > 0 ? ((bar.value ?? 0) / most) * (height - 2) : 0;
          return (
            <rect key={bar.key} x={i * 10 + 1} y={height - tall} width={8} height={tall}>
              <title>{`${bar.label}: ${bar.text}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className={classes.axis}>
        <span>{bars[0]?.label}</span>
        <span className={classes.most}>{most > 0 && highest ? `${highest.text} · ${highest.label}` : ''}</span>
        <span>{bars.length > 1 ? bars.at(-1)?.label : ''}</span>
      </figcaption>
    </figure>
  );
}

/** Bars below each other, each with its name and its figure. */
export function RankChart({ bars }: { bars: Bar[] }) {
  const most = Math.max(0, ...bars.map((bar) => bar.value ?? 0));
  return (
    <ol className={classes.ranks}>
      {bars.map((bar) => (
        <li key={bar.key} className={classes.rank}>
          <span className={classes.rankName}>{bar.label}</span>
          <span>{bar.text}</span>
          <span className={classes.rankBar} style={{ inlineSize: most > 0 ? `${((bar.value ?? 0) / most) * 100}%` : 0 }} aria-hidden />
        </li>
      ))}
    </ol>
  );
}
