import { AUTHOR_MARK, ORGANIZATION_MARK, SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { toTerm } from '../text/tokenize.ts';
import type { QueryWord } from './query-words.ts';
import type { TermLookup } from './term-lookup.ts';

/** A prefix expands to at most this many words, those that the most papers have. */
const MAX_EXPANSIONS = 50;

/**
 * Terms of words that begin so. Texts are filed by stems, which may be shorter than what was typed: the words of titles
 * are stored whole beside them, so that `transformer*` finds `Transformers`.
 */
export function* listTermsBeginningWith(segment: Segment, beginning: string): Generator<string> {
  const seen = new Set<string>();
  for (const [mark, fileUnder] of [
    ['', (word: string) => word],
    [SPELLING_MARK, toTerm],
  ] as const) {
    const { from, to } = segment.terms.findStartingWith(mark + beginning);
    for (let number = from; number < to; number++) {
      const term = fileUnder(segment.terms.text(number).slice(mark.length));
      if (term === '' || seen.has(term) || segment.terms.find(term) < 0) continue;
      seen.add(term);
      yield term;
    }
  }
}

/** The words with each beginning (`trans*`) replaced by the words that begin so; all of them weigh what the commonest does. */
export function expandPrefixes({ segments }: TermLookup, words: readonly QueryWord[]): readonly QueryWord[] {
  if (!words.some(({ prefix }) => prefix)) return words;
  const expanded = words.flatMap((word): QueryWord[] => {
    if (!word.prefix) return [word];
    const found = new Map<string, QueryWord & { papers: number }>();
    for (const segment of segments) addWords(segment, word, found);
    const best = [...found.values()].sort((a, b) => b.papers - a.papers).slice(0, MAX_EXPANSIONS);
    const holders = best[0]?.papers ?? 0;
    return best.length === 0 ? [word] : best.map(({ papers: _, ...one }) => ({ ...one, holders }));
  });
  // A word may be meant by itself, too: no list is read twice.
  return [...new Map(expanded.toReversed().map((word) => [word.term, word])).values()].toReversed();
}

function addWords(
  segment: Segment,
  { term: beginning, count }: QueryWord,
  found: Map<string, QueryWord & { papers: number }>,
): void {
  const add = (term: string, marked: string, word?: string): void => {
    const number = segment.terms.find(marked);
    const known = found.get(term);
    const papers = (known?.papers ?? 0) + (number < 0 ? 0 : segment.countPapersWith(number));
    found.set(term, { ...known, ...(word === undefined ? {} : { word }), term, count, papers });
  };
  for (const term of listTermsBeginningWith(segment, beginning)) add(term, term);
  for (const mark of [AUTHOR_MARK, ORGANIZATION_MARK]) {
    const { from, to } = segment.terms.findStartingWith(mark + beginning);
    for (let number = from; number < to; number++) {
      const marked = segment.terms.text(number);
      const word = marked.slice(mark.length);
      add(toTerm(word) || word, marked, word);
    }
  }
}
