import { AUTHOR_MARK, FORM_MARK, ORGANIZATION_MARK } from '../postings/indexed-paper.ts';
import type { EnglishWords } from '../text/english-words.ts';
import { hasStem } from '../text/tokenize.ts';
import type { QueryWord } from './query-words.ts';
import type { TermLookup } from './term-lookup.ts';

/** Articles and prepositions of languages with Latin letters, folded: they show a language, and say nothing of a paper. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `aus avec con dans das de degli dei del dell della den der des di die dos du ein eine einer el fur het il im la las le
  les lo los nel para par per por pour que sans sobre sur um uma un una une und van von voor zu zum zur`.split(
    /\s+/,
  ),
);

/** Which language a query is in, as far as it matters: whether it is English. */
interface ForeignWords {
  readonly isForeign: boolean;
  /** Those that would find whatever has them. */
  readonly functionWords: ReadonlySet<QueryWord>;
}

const ENGLISH: ForeignWords = { isForeign: false, functionWords: new Set() };

/**
 * Whether the words are of another language than English: letters that are not Latin, or an article or a preposition of one
 * beside words of which at most half are English or in papers. By its capitals `DOS` is a name, and no article.
 */
export function findForeignWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
  english: EnglishWords,
): ForeignWords {
  const plain = words.filter(({ joined, prefix, term }) => !joined && !prefix && /\p{L}/u.test(term));
  const inOtherLetters = plain.filter(({ term }) => !/[\p{Script=Latin}\p{Script=Greek}]/u.test(term));
  if (inOtherLetters.length > 0 && inOtherLetters.length * 2 >= plain.length)
    return { isForeign: true, functionWords: new Set() };
  const functionWords = new Set(
    plain.filter(({ word = '', literal }) => !literal && FUNCTION_WORDS.has(word)),
  );
  if (functionWords.size === 0) return ENGLISH;
  const others = plain.filter((word) => !functionWords.has(word));
  const foreign = others.filter(({ word = '' }) => !english.has(word) && !isInPapers(lookup, word));
  return foreign.length > 0 && foreign.length * 2 >= others.length
    ? { isForeign: true, functionWords }
    : ENGLISH;
}

/** As it was typed, in a text or in a name: by its stem `agentes` would be in every paper on agents. */
function isInPapers(lookup: TermLookup, word: string): boolean {
  const written = hasStem(word) ? FORM_MARK + word : word;
  return [written, AUTHOR_MARK + word, ORGANIZATION_MARK + word].some(
    (text) => lookup.countPapersWith(text) > 0,
  );
}
