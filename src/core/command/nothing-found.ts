/** What narrows a search, in words where its sign is none. */
const DEMANDS: Readonly<Record<string, string>> = {
  '-': 'the minus',
  '"': 'the quotes',
  '“': 'the quotes',
  '”': 'the quotes',
};

/** Why a search found nothing, and what to try. */
export function nothingFound(query: string): string {
  const demands = query.match(/\b[a-z]{2,12}:(?=\S)|(?<!\S)-(?=\S)|["“”]/giu) ?? [];
  if (demands.length > 0) {
    const shown = [...new Set(demands.map((one) => DEMANDS[one] ?? one))];
    return `Nothing found: no saved paper matches all of these. Try it without ${shown.join(', ')}.`;
  }
  return query.trim().includes(' ')
    ? 'Nothing found: no saved paper has any of these words. Try others.'
    : 'Nothing found: no saved paper has this word. Try another one.';
}
