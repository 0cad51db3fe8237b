import { texts } from './texts.ts';

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
