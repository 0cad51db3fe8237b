import { addDays } from '../../src/core/base/calendar.ts';
import type { Day } from '../../src/core/base/time.ts';
import { type ListedItem, readRecordedDays, readSampleDays } from '../../src/demo/day-files.ts';

/** The lists of the rehearsed days. */
export interface Editions {
  /** Where they come from, for the report. */
  readonly source: string;
  /** The day's list as far as it has come at `hour` (UTC): a third, two thirds, all of it. Empty on a day without papers. */
  items(day: Day, hour: number): readonly ListedItem[];
}

/** Recorded days of a folder or, without one, the bundled editions, which then come again with ids of their own. */
export function readEditions(folder: string | undefined, first: Day): Editions {
  const files = folder === undefined ? readSampleDays() : readRecordedDays(folder);
  const whole = (day: Day) =>
    folder === undefined ? shifted(files.days, files.read, first, day) : files.read(day);
  return {
    source: folder === undefined ? 'the bundled editions, shifted' : `the recorded days of ${folder}`,
    items(day, hour) {
      const items = whole(day);
      const share = hour < 8 ? 1 / 3 : hour < 16 ? 2 / 3 : 1;
      return items.slice(0, Math.ceil(items.length * share));
    },
  };
}

function shifted(
  days: readonly Day[],
  read: (day: Day) => readonly ListedItem[],
  first: Day,
  day: Day,
): readonly ListedItem[] {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  let n = 0;
  while (addDays(first, n - 30) < day) n += 1;
  const month = `${day.slice(2, 4)}${day.slice(5, 7)}`;
  return read(days[n % days.length] ?? '').map((item, i) => ({
    ...item,
    paper: { ...item.paper, id: `${month}.${String(10_000 + n * 100 + i)}` },
  }));
}
