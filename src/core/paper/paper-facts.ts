import { formatCompact } from './format.ts';
import type { Paper } from './paper.ts';
import { texts } from './texts.ts';

/** Votes that came in while we watched; when earlier ones did is unknown. */
export interface Rise {
  readonly gained: number;
  readonly hours: number;
}

/** `82 upvotes (+40 in 8 h)`, `12 comments`, `1.2K stars`: the known facts of a paper, for its readers. */
export function listPaperFacts(paper: Paper, rise: Rise | undefined, language: string): string[] {
  const { comments, stars, codeUrl } = paper;
  return [
    ...listUpvoteFact(paper, rise, language),
    // No comments is the normal case: it would be in every second line.
    ...(comments ? wordCount('comments', comments, language) : []),
    ...(codeUrl ? wordCount('stars', stars, language) : []),
  ];
}

/** `82 upvotes (+40 in 8 h)`; where all of them came in that time, `40 upvotes in 8 hours`. */
export function listUpvoteFact({ upvotes }: Paper, rise: Rise | undefined, language: string): string[] {
  const [fact] = wordCount('upvotes', upvotes, language);
  if (fact === undefined || rise === undefined) return fact === undefined ? [] : [fact];
  const { hours, gained } = rise;
  if (gained >= (upvotes ?? 0)) return [texts.upvotesIn({ upvotes: fact, time: wordTime(hours) })];
  const time = wordTime(hours, 'short');
  return [texts.upvotesRising({ upvotes: fact, gained: () => formatCompact(gained, language), time })];
}

/** From here on hours are counted in days: nobody knows how long 700 hours are. */
const MANY_HOURS = 48;

/** `8 hours`, short `8 h`; `29 days`. */
export function wordTime(hours: number, length?: 'short'): string {
  if (hours >= MANY_HOURS) return texts.days({ count: Math.round(hours / 24) });
  return length === 'short' ? texts.hoursShort({ count: hours }) : texts.hours({ count: hours });
}

function wordCount(
  what: 'upvotes' | 'comments' | 'stars',
  count: number | undefined,
  language: string,
): string[] {
  if (count === undefined) return [];
  return [texts[what]({ count, shown: () => formatCompact(count, language) })];
}
