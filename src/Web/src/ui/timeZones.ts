// Browsers still call these by the names of old
const renamed: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** All zones the browser knows, with their present distance from UTC: searched by either. */
export function timeZoneChoices(present: string, now: Date) {
  const zones = new Set(['UTC', present, ...Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone)]);
  return [...zones]
    .map((zone) => ({ zone, offset: offsetOf(zone, now) }))
    .filter(({ offset }) => offset !== undefined)
    .sort((a, b) => a.zone.localeCompare(b.zone))
    .map(({ zone, offset }) => ({ value: zone, label: `${zone.replaceAll('_', ' ')} (${offset})` }));
}

function offsetOf(timeZone: string, now: Date): string | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
    return parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC');
  } catch {
    return undefined; // a zone that the server knows and this browser does not
  }
}
