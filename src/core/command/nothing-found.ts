/** What narrows a search, in words where its sign is none. */
const DEMANDS: Readonly<Record<string, string>> = {
  '-': 'the minus',
  '"': 'the quotes',
  '“': 'the quotes',
  '”': 'the quotes',
};

/** Why a search found nothing, and what to try. */
export function nothingFound(query: string): string {
  if (isOnePhrase(query.trim()))
    return 'Nothing found: no paper here has exactly this phrase. Try other words.';
  const demands = query.match(/\b[a-z]{2,12}:(?=\S)|(?<!\S)-(?=\S)|["“”]/giu) ?? [];
  if (demands.length > 0) {
    const shown = [...new Set(demands.map((one) => DEMANDS[one] ?? one))];
    return `Nothing found: no paper here matches all of these. Try it without ${shown.join(', ')}.`;
  }
  return query.trim().includes(' ')
    ? 'Nothing found: no paper here has any of these words. Try others.'
    : 'Nothing found: no paper here has this word. Try another one.';
}

/** Words in quotes, and nothing else. */
function isOnePhrase(query: string): boolean {
  const inside = query.slice(1, -1);
  const isQuoted = ['"', '“'].includes(query.charAt(0)) && ['"', '”'].includes(query.slice(-1));
  return isQuoted && inside.trim().includes(' ') && !['"', '“', '”'].some((quote) => inside.includes(quote));
}
