/** Decorative: whoever uses it says the name beside it. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#0b7368" />
      <rect x="6.5" y="9" width="12.5" height="14" rx="4" fill="#fff" />
      <path d="M21 14.2l3.2-2.3c.6-.4 1.3 0 1.3.7v6.8c0 .7-.7 1.1-1.3.7L21 17.8z" fill="#a3ded4" />
    </svg>
  );
}
