/** Wall clock of a zone, as `<input type="datetime-local">` writes it: 2026-11-22T17:00. */

/** Minutes that the zone is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
}

/**
 * The instant (ISO, UTC) of a wall-clock time; undefined for what is no date. A time that a clock change skips is
 * moved on by the gap, one that comes twice is taken as the first, as RFC 5545 has it.
 */
export function instantOf(wall: string, zone: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(wall);
  if (!match) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCMonth() !== month - 1) return undefined;
  const dayMs = 86_400_000;
  const before = offsetAt(asUtc - dayMs, zone);
  const after = offsetAt(asUtc + dayMs, zone);
  const first = asUtc - before * 60_000;
  const instant = offsetAt(first, zone) === before || before === after ? first : asUtc - after * 60_000;
  // In a gap neither offset holds; the one from before it moves the time on
  const real = offsetAt(instant, zone) === (asUtc - instant) / 60_000 ? instant : first;
  return new Date(real).toISOString().replace('.000Z', 'Z');
}

export function wallClockOf(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(at, zone) * 60_000).toISOString().slice(0, 16);
}
