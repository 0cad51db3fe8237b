/** What was tried: how often, by part and family. */
export interface Tally {
  /** Counts one attempt; `detail` is remembered for a while, for the report of a fault. */
  count(part: string, family: string, detail?: string): void;
  /** The attempts of the last moments, the oldest first. */
  recent(): string[];
  rows(): ReadonlyArray<{ readonly part: string; readonly family: string; readonly tried: number }>;
}

/** So many attempts are named with a fault: about what happens in two seconds. */
const REMEMBERED = 80;

export function createTally(): Tally {
  const counts = new Map<string, { part: string; family: string; tried: number }>();
  const last: string[] = [];
  return {
    count(part, family, detail = '') {
      const key = `${part}\n${family}`;
      const row = counts.get(key) ?? { part, family, tried: 0 };
      row.tried += 1;
      counts.set(key, row);
      last.push(`${part}: ${family}${detail === '' ? '' : ` ${detail.slice(0, 120)}`}`);
      if (last.length > REMEMBERED) last.shift();
    },
    recent: () => [...last],
    rows: () =>
      [...counts.values()].toSorted(
        (a, b) => a.part.localeCompare(b.part) || a.family.localeCompare(b.family),
      ),
  };
}
