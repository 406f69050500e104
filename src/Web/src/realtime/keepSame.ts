/**
 * The old list where the new one says the same, and the old entry for everybody who did not change: whoever draws
 * people can see at a glance what to draw anew.
 */
export function keepSame<T extends object>(before: readonly T[], now: readonly T[], idOf: (entry: T) => string): readonly T[] {
  const known = new Map(before.map(entry => [idOf(entry), entry]));
  const merged = now.map(entry => {
    const old = known.get(idOf(entry));
    return old && sameFields(old, entry) ? old : entry;
  });
  return merged.length === before.length && merged.every((entry, i) => entry === before[i]) ? before : merged;
}

function sameFields(a: object, b: object): boolean {
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return left.length === Object.keys(right).length && left.every(([key, value]) => sameValue(value, right[key]));
}

/** Plain records (media flags, streams) are compared by their fields, everything else by identity. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return isRecord(a) && isRecord(b) && sameFields(a, b);
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
