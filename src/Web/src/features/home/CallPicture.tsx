import classes from './HomePage.module.css';

const people = [
  { x: 24, y: 40, skin: '#e9b48f', hair: '#5b3a29', cloth: '#1f9e8e', light: '#d8efe9', dark: '#1b3530' },
  { x: 236, y: 40, skin: '#b9785a', hair: '#241a17', cloth: '#e0a458', light: '#f4e9d6', dark: '#352d1c', long: true },
  { x: 24, y: 196, skin: '#f2cdb0', hair: '#c28a3d', cloth: '#6d78b8', light: '#e4e6f4', dark: '#24283c' },
  { x: 236, y: 196, skin: '#8a5a44', hair: '#161212', cloth: '#cc6d62', light: '#f6e2dd', dark: '#3a2522', curls: true },
];

/** Decoration: four people in a call. */
export function CallPicture() {
  return (
    <svg viewBox="0 0 460 400" className={classes.picture} aria-hidden="true" focusable="false">
      <rect x="0" y="16" width="460" height="368" rx="34" fill="var(--vc-glow)" />
      {people.map(({ x, y, skin, hair, cloth, light, dark, long, curls }, index) => (
        <g key={x + y} transform={`translate(${x} ${y})`}>
          <clipPath id={`tile${index}`}>
            <rect width="200" height="144" rx="20" />
          </clipPath>
          <g clipPath={`url(#tile${index})`}>
            <rect width="200" height="144" style={{ fill: `light-dark(${light}, ${dark})` }} />
            {long && <path d="M64 78c-4-34 16-47 36-47s40 13 36 47l4 40q-40 14-80 0z" fill={hair} />}
            {curls && [68, 82, 100, 118, 132].map((cx, at) => <circle key={cx} cx={cx} cy={[66, 48, 42, 48, 66][at]} r="17" fill={hair} />)}
            <ellipse cx="100" cy="152" rx="56" ry="44" fill={cloth} />
            <rect x="88" y="92" width="24" height="26" rx="12" fill={skin} />
            <circle cx="100" cy="72" r="30" fill={skin} />
            <path d="M69 72c-3-26 14-37 32-37s33 12 30 37c-6-13-13-20-31-20s-26 8-31 20z" fill={hair} />
            <circle cx="89" cy="75" r="2.6" fill="#241c1a" />
            <circle cx="111" cy="75" r="2.6" fill="#241c1a" />
            <path d="M91 86q9 7 18 0" fill="none" stroke="#241c1a" strokeWidth="2.4" strokeLinecap="round" />
          </g>
          {index === 1 && <rect x="1.5" y="1.5" width="197" height="141" rx="18.5" fill="none" stroke="#1f9e8e" strokeWidth="4" />}
        </g>
      ))}
      <g transform="translate(152 336)">
        <rect width="156" height="52" rx="26" fill="var(--vc-surface)" stroke="var(--vc-line)" />
        <circle cx="32" cy="26" r="15" style={{ fill: 'light-dark(#eef2f1, #2a3432)' }} />
        <circle cx="78" cy="26" r="15" style={{ fill: 'light-dark(#eef2f1, #2a3432)' }} />
        <circle cx="124" cy="26" r="15" fill="#d94a43" />
        <rect x="29.5" y="18" width="5" height="10" rx="2.5" fill="var(--mantine-color-dimmed)" />
        <path d="M26 26a6 6 0 0 0 12 0M32 32v3" fill="none" stroke="var(--mantine-color-dimmed)" strokeWidth="1.8" strokeLinecap="round" />
        <rect x="69" y="21" width="11" height="10" rx="2.5" fill="var(--mantine-color-dimmed)" />
        <path d="M82 25l5-3v8l-5-3z" fill="var(--mantine-color-dimmed)" />
        <path d="M116 28c5-5 11-5 16 0" fill="none" stroke="#fff" strokeWidth="3.4" strokeLinecap="round" />
      </g>
    </svg>
  );
}
