import { addDays, toUtcDay } from '../base/calendar.ts';
import type { Day, Instant } from '../base/time.ts';
import { byUpvotes } from '../paper/paper.ts';
import type { Store } from '../store/store.ts';
import type { PaperTest } from './follow.ts';
import { PaperWords } from './paper-words.ts';
import { texts } from './texts.ts';

/** The papers of a week, to be compared with what a person types before they rely on it. */
export interface LastWeek {
  readonly papers: readonly PaperWords[];
  /** The last day of the week, where that is not this week: nothing newer is known. */
  readonly until?: Day;
}

/** How many of the papers of a week pass. */
export interface PassCount extends Pick<LastWeek, 'until'> {
  readonly passing: number;
  readonly papers: number;
  /** Titles of some that pass, those with the most upvotes first. */
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 3;

/** Papers listed in the last seven days; where there are none, in the seven days up to the newest list. */
export async function readLastWeek(
  { editions, papers }: Pick<Store, 'editions' | 'papers'>,
  now: Instant,
): Promise<LastWeek> {
  const today = toUtcDay(now);
  const [newest] = await editions.listLatest(1, today);
  const isRecent = newest !== undefined && newest.day >= addDays(today, -6);
  const until = isRecent || !newest ? today : newest.day;
  const week = await editions.listBetween(addDays(until, -6), until);
  const ids = [...new Set(week.flatMap(({ paperIds }) => paperIds))];
  const listed = (await papers.findMany(ids)).map((paper) => new PaperWords(paper));
  return { papers: listed, ...(until === today ? {} : { until }) };
}

export function countPassing({ papers, until }: LastWeek, fits: PaperTest): PassCount {
  const passing = papers.filter(fits).map(({ paper }) => paper);
  const best = passing.toSorted(byUpvotes).slice(0, MAX_EXAMPLES);
  return {
    ...{ passing: passing.length, papers: papers.length, examples: best.map(({ title }) => title) },
    ...(until === undefined ? {} : { until }),
  };
}

/** `4 of the 48 papers of the last week match.` */
export function describePassing({ passing, papers, until }: PassCount): string {
  if (papers === 0) return texts.noPapers();
  const week = until === undefined ? texts.lastWeek() : texts.weekUpTo({ day: until });
  return passing > 0 ? texts.passing({ passing, papers, week }) : texts.nonePasses({ papers, week });
}

/** What a count says about the words: nearly always they were meant otherwise when none or most of the papers match. */
export function judgeCount({ passing, papers }: PassCount): 'none' | 'most' | 'some' {
  if (papers === 0) return 'some';
  return passing === 0 ? 'none' : passing * 2 > papers ? 'most' : 'some';
}
