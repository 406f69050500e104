/** All zones the browser knows, with their present distance from UTC: searched by either. */
export function timeZoneChoices(present: string, now: Date) {
  const zones = new Set(['UTC', present, ...Intl.supportedValuesOf('timeZone')]);
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
