import type { Day, Instant } from '../base/time.ts';
import { addDays, utcDay } from '../paper/edition.ts';
import type { Paper } from '../paper/paper.ts';
import type { Store } from '../store/store.ts';
import type { PaperTest } from './follow.ts';
import { texts } from './texts.ts';

/** How many of the papers of a week pass. */
export interface PassCount {
  readonly passing: number;
  readonly papers: number;
  /** The last day of the week, where that is not this week: nothing newer is known. */
  readonly until?: Day;
}

/** Tells a person before they rely on it how much their words let through. */
export async function countPassing(
  store: Pick<Store, 'editions' | 'papers'>,
  now: Instant,
  fits: PaperTest,
): Promise<PassCount> {
  const { papers, until } = await readLastWeek(store, now);
  const passing = papers.filter(fits).length;
  return { passing, papers: papers.length, ...(until === undefined ? {} : { until }) };
}

/** `4 of the 48 papers of the last week match.`, with `hint` where none does. */
export function describePassing({ passing, papers, until }: PassCount, hint: string): string {
  if (papers === 0) return texts.noPapers();
  const week = until === undefined ? texts.lastWeek() : texts.weekUpTo({ day: until });
  return passing > 0 ? texts.passing({ passing, papers, week }) : texts.nonePasses({ papers, week, hint });
}

/** Papers listed in the last seven days; where there are none, in the seven days up to the newest list. */
async function readLastWeek(
  { editions, papers }: Pick<Store, 'editions' | 'papers'>,
  now: Instant,
): Promise<{ papers: Paper[]; until?: Day }> {
  const today = utcDay(now);
  const [newest] = await editions.latest(1, today);
  const isRecent = newest !== undefined && newest.day >= addDays(today, -6);
  const until = isRecent || !newest ? today : newest.day;
  const week = await editions.between(addDays(until, -6), until);
  const ids = [...new Set(week.flatMap(({ paperIds }) => paperIds))];
  return { papers: await papers.getMany(ids), ...(until === today ? {} : { until }) };
}
