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

/** What narrows a search: in words where its symbol is not one. */
const DEMANDS: Readonly<Record<string, () => string>> = {
  '-': texts.minus,
  '"': texts.quotes,
  '“': texts.quotes,
  '”': texts.quotes,
};

const QUOTES = '"“”';

/** Why a search found nothing, and what to try. */
export function explainNothingFound(query: string): string {
  if (isUnclosed(query)) return texts.quoteUnclosed();
  if (isOnePhrase(query.trim())) return texts.noPhraseFound();
  const demands = query.match(/\b[a-z]{2,12}:(?=\S)|(?<!\S)-(?=\S)|["“”]/giu) ?? [];
  if (demands.length > 0) {
    const shown = [...new Set(demands.map((one) => DEMANDS[one]?.() ?? one))];
    return texts.noneMatchesAll({ signs: shown.join(', ') });
  }
  return query.trim().includes(' ') ? texts.noWordsFound() : texts.noWordFound();
}

/** A quote that is not closed reaches to the end of the query. */
function isUnclosed(query: string): boolean {
  return [...query].filter((character) => QUOTES.includes(character)).length % 2 === 1;
}

/** Words in quotes, and nothing else. */
function isOnePhrase(query: string): boolean {
  const inside = query.slice(1, -1);
  const isQuoted = ['"', '“'].includes(query.charAt(0)) && ['"', '”'].includes(query.slice(-1));
  return isQuoted && inside.trim().includes(' ') && !['"', '“', '”'].some((quote) => inside.includes(quote));
}
