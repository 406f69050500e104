/** Figures in words: minutes as hours, shares in per cent; nothing to say is a dash. */
export function figureText(name: string, value: number | null | undefined, language: string): string {
  if (value === null || value === undefined) return '–';
  const number = (options: Intl.NumberFormatOptions, of = value) => new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, options).format(of);
  const unit = (of: number, unitName: string, digits: number) => number({ style: 'unit', unit: unitName, unitDisplay: 'short', maximumFractionDigits: digits }, of);
  if (name.endsWith('Share')) return number({ style: 'percent', maximumFractionDigits: 1 });
  if (name.endsWith('Minutes')) return value >= 120 ? unit(value / 60, 'hour', 1) : unit(value, 'minute', 1);
  if (name.endsWith('Seconds')) return Math.abs(value) >= 120 ? unit(value / 60, 'minute', 1) : unit(value, 'second', 1);
  return number({ maximumFractionDigits: 2 });
}
