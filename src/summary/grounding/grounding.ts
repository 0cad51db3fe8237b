import { truncate } from '../../core/paper/format.ts';
import type { Barred } from '../../core/summary/summary.ts';
import type { Points } from '../extractive/extractive.ts';
import { findBarred, findBarredTogether } from '../text/barred.ts';
import { COMMON, listStems, splitWords } from '../text/words.ts';
import type { Answer, Claim } from './answer.ts';
import { collectNames, findOpeningName, isKnown, listNames, withoutFormatting } from './names.ts';
import { listNumbers, type WrittenNumber } from './numbers.ts';
import type { RefusalReason } from './repair-reason.ts';
import { withoutSmallCounts } from './small-counts.ts';
import { listSizes, listVersions, withVersionsJoined } from './versions.ts';

export type Grounded =
  | {
      readonly kind: 'held';
      readonly points: Points;
      /** What sentences were dropped for, each a name or a number that the paper does not have. */
      readonly invented: readonly string[];
      /** Why other sentences were dropped that no summary may contain: the reader learns the reason, not the sentence. */
      readonly barred: readonly Barred[];
    }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** The share of the quote that must be in the paper, counted in pairs of words: models correct spelling and brackets on the way. */
const QUOTE_SHARE = 0.6;
/** Any two words may be in any paper. The prompt asks for eight at least; models count badly. */
const QUOTE_WORDS = 6;
/** Also in scripts that put no spaces between words. */
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
/**
 * The share of a summary's significant words, in English, that must be in the paper. In SciTLDR one in twenty of people's own summaries
 * shares less with its abstract, and one in a hundred shares more with the abstract of another paper.
 */
const WORD_SHARE = 0.42;
/** A translation has about as many words as its English. */
const MAX_WORDS = { times: 2, more: 4 };

/**
 * Checks an answer against the text it was made from. A sentence with a number or a name that the text does not have is
 * dropped, and so is one with any address or contact, or that addresses its reader; an answer that is about something
 * else, or of which nothing is left, is refused. In a language other than English both the sentence and its English have to
 * pass: only of English do we know which words are names or numbers, and only in English do a paper and what is said of it
 * share words.
 */
export function ground({ quote, claims }: Answer, source: string, language: string): Grounded {
  const least = findLeastQuote(source);
  if (countWords(quote) < least) return refuse({ code: 'quote-short', values: { least } });
  if (computePairShare(quote, source) < QUOTE_SHARE) return refuse({ code: 'quote-foreign', values: {} });
  if (wordShare(claims, source) < WORD_SHARE) return refuse({ code: 'off-topic', values: {} });
  const findInvention = createInventionFinder(source, 'en');
  const findForeignInvention = language === 'en' ? findInvention : createInventionFinder(source, language);
  const judged = claims.map(({ english, ...point }) => {
    const barred = findBarred(english ?? '') ?? findBarred(point.text);
    if (barred) return { point, barred };
    const invented = findInvention(english ?? point.text) ?? findForeignInvention(point.text);
    const isOther = english !== undefined && saysOther(point.text, english);
    return { point, invented: invented ?? (isOther ? truncate(point.text, 40) : undefined) };
  });
  const passed = judged.filter((one) => !one.barred && one.invented === undefined).map(({ point }) => point);
  const invented = judged.flatMap((one) => one.invented ?? []);
  const barred = [...new Set(judged.flatMap((one) => one.barred ?? []))];
  const apart = findBarredTogether(passed.map(({ text }) => text));
  if (apart) return refuse({ code: 'unsupported', values: { invented: [], barred: [apart] } });
  if (passed.length === 0) return refuse({ code: 'unsupported', values: { invented, barred } });
  return { kind: 'held', points: passed, invented, barred };
}

function refuse(reason: RefusalReason): Grounded {
  return { kind: 'refused', reason };
}

/**
 * The English sentences that agree with the text they are about; none where together they are about something else.
 * Only what passes may be under a paper's title, whoever wrote it.
 */
export function filterGroundedSentences(sentences: readonly string[], source: string): string[] {
  const findInvention = createInventionFinder(source, 'en');
  const held = sentences.filter(
    (sentence) => findBarred(sentence) === undefined && findInvention(sentence) === undefined,
  );
  const isOther =
    wordShare(
      held.map((text) => ({ text })),
      source,
    ) < WORD_SHARE;
  return isOther || findBarredTogether(held) ? [] : held;
}

/** Finds the first thing in a sentence that the source does not have. */
function createInventionFinder(source: string, language: string): (sentence: string) => string | undefined {
  const names = collectNames(source);
  const plain = withoutFormatting(source);
  const versions = listVersions(plain);
  const isEnglish = language === 'en';
  const beginnings = new Set(splitWords(source).map(toBeginning));
  // Only English words of magnitude are known: `1,5 Millionen` is compared with the bare 1.5 of `1.5 million`.
  const numbers = new Set(
    [...listNumbers(source, true), ...listSizes(plain).flatMap((size) => listNumbers(size, true))].flatMap(
      ({ values, bare }) => (isEnglish ? values : [...values, ...bare]),
    ),
  );
  return (sentence) => {
    const joined = withVersionsJoined(sentence, versions);
    const number = listNumbers(isEnglish ? withoutSmallCounts(joined) : joined, isEnglish).find(
      ({ values }) => !values.some((value) => numbers.has(value)),
    );
    const name = listNames(sentence, language).find((one) => !isKnown(one, names) && !isInflected(one));
    return number?.text ?? name ?? (isEnglish ? findUnknownFirstName(sentence) : undefined);
  };

  /** Other languages bend names: `Transformerów` is Transformer. */
  function isInflected(name: string): boolean {
    return !isEnglish && /^\p{Lu}\p{Ll}+$/u.test(name) && beginnings.has(toBeginning(name.toLowerCase()));
  }

  function findUnknownFirstName(sentence: string): string | undefined {
    const name = findOpeningName(sentence);
    if (name === undefined || beginnings.has(toBeginning(name.toLowerCase()))) return undefined;
    return isKnown(name, names) ? undefined : name;
  }
}

/**
 * Whether a translation plainly says something else than its English: far more, or nothing of what no language writes
 * otherwise, such as `ImageNet`, `GPT-4` and 85.3. `LLMs` may become words, and 12 `zwölf`.
 */
function saysOther(translation: string, english: string): boolean {
  if (countWords(translation) > MAX_WORDS.times * countWords(english) + MAX_WORDS.more) return true;
  const names = listNames(english, 'en').filter((name) => /\p{Ll}\p{Lu}|^\P{L}*\p{L}.*\p{N}/u.test(name));
  const numbers = listNumbers(english, false).filter(({ bare }) =>
    bare.some((value) => value > 20 || value % 1 > 0),
  );
  if (names.length + numbers.length === 0) return false;
  const known = collectNames(translation);
  const values = new Set(listNumbers(translation, false).flatMap((one) => [...one.values, ...one.bare]));
  const isSaid = (number: WrittenNumber): boolean =>
    [...number.values, ...number.bare].some((value) => values.has(value));
  return !names.some((name) => isKnown(name, known)) && !numbers.some(isSaid);
}

/** What the forms of a word have in common: `adapting` and `adaptation`. */
function toBeginning(word: string): string {
  return word.slice(0, 5);
}

/** An abstract that is shorter than a quote has to be may be quoted whole. */
function findLeastQuote(source: string): number {
  const label = 'Abstract: ';
  const abstract = source.split('\n').find((line) => line.startsWith(label)) ?? '';
  return Math.min(QUOTE_WORDS, countWords(abstract.slice(label.length)) || QUOTE_WORDS);
}

function countWords(text: string): number {
  return [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}

function wordShare(claims: readonly Claim[], source: string): number {
  const known = new Set(listStems(source));
  const significant = new Set(
    claims.flatMap(({ text, english }) => listStems(english ?? text)).filter((stem) => !COMMON.has(stem)),
  );
  if (significant.size === 0) return 0;
  return [...significant].filter((stem) => known.has(stem)).length / significant.size;
}

function computePairShare(quote: string, source: string): number {
  const known = new Set(listPairs(source));
  const pairs = listPairs(quote);
  if (pairs.length === 0) return 0;
  return pairs.filter((pair) => known.has(pair)).length / pairs.length;
}

function listPairs(text: string): string[] {
  const words = splitWords(text);
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}
