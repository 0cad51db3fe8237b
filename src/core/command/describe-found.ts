import type { SearchAnswer } from '../search/search.ts';
import { texts } from './texts.ts';

/** How many papers match; where any of several words is enough, only that the best come first. */
export function describeTotal(
  { total, totalIsFloor = false, isAnyWord }: SearchAnswer,
  page: number,
): string {
  if (isAnyWord && total > 0) return page > 1 ? texts.bestMatchesPage({ page }) : texts.bestMatches();
  return texts.searchCount({ count: total, isFloor: String(totalIsFloor) });
}

/** Said of a page that a list does not have. */
export function explainBeyondLastPage(total: number, pageSize: number): string {
  return texts.beyondLastPage({ last: Math.ceil(total / pageSize) });
}

/** The label of what leads to another search. */
export function labelSearch(word: string): string {
  return texts.searchFor({ word });
}
