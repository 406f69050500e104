const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long is left, in its two largest units: 2 days 3 hours, 14 minutes 59 seconds. */
export function waitText(ms: number, language: string): string {
  let rest = Math.max(0, Math.ceil(ms / 1000));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const value = Math.floor(rest / size);
    rest -= value * size;
    if (value > 0 || parts.length > 0 || unit === 'second')
      parts.push(new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, { style: 'unit', unit, unitDisplay: 'long' }).format(value));
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
