import type { PaperId } from '../../core/paper/paper.ts';
import { isMarked, SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import type { EnglishWords } from '../text/english-words.ts';
import { toTerm } from '../text/tokenize.ts';
import type { Correction } from './correction.ts';
import { matchWords } from './match-words.ts';
import { countChangesAllowed, countWrongAllowed, countWrongLetters } from './misspelling-distance.ts';
import { matchPhrase } from './phrases.ts';
import type { QueryWord } from './query-words.ts';
import type { TermLookup } from './term-lookup.ts';

interface Spelling {
  readonly word: string;
  readonly term: string;
  readonly isStem: boolean;
  /** How wrong the typed word is where this one was meant, in letters. */
  readonly distance: number;
  readonly papers: number;
}

/** Beside the logarithm of how many papers have the candidate. */
export interface MisspellingWeights {
  /** Of the logarithm of how often two candidates are side by side. */
  readonly misspellingAdjacencyWeight: number;
  /** Of a letter that is wrong: taken off. */
  readonly misspellingDistanceWeight: number;
}

export interface CorrectedWords {
  readonly words: readonly QueryWord[];
  readonly corrections: readonly Correction[];
  /** Terms as typed, and what they were replaced by. */
  readonly replacements: ReadonlyMap<string, string>;
}

const CANDIDATES = 6;
/** Longer queries are corrected only when no paper has any of their words. */
const MAX_WORDS = 6;
const MAX_UNKNOWN_WORDS = 12;
/** Shorter words have look-alikes of every meaning. */
const MIN_LENGTH = 4;
/** How many words of a query are looked for among all stems, which are ten times as many as the words of titles. */
const MAX_STEM_SCANS = 2;
/** In how many titles the word that is meant is found, in place of one that a single paper has. */
const MANY_PAPERS = 20;
/** At least one known word must be selective: be in at most one of this many papers. */
const MIN_SELECTIVITY = 10;

/**
 * Corrects misspellings: words that no paper has, that are neither English nor a name, and that look like a word of a paper.
 * A misspelling is replaced only where the other words of the query match no paper selectively; otherwise the correction is
 * suggested. Of several candidates, those are taken that are side by side in papers: `atention sikn` becomes `attention sink`.
 */
export function correctWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
  english: EnglishWords,
  weights: MisspellingWeights,
): CorrectedWords {
  const documentFrequencies = words.map((word) => lookup.countDocuments(word));
  const unknown = new Set([
    ...findUnknownWords(words, documentFrequencies),
    ...findDoubtfulWords(lookup, words, documentFrequencies, english),
  ]);
  if (unknown.size === 0 || isTooLong(words, unknown)) return asTyped(words);
  const { segments } = lookup;
  const candidates = findSpellings(segments, { words, documentFrequencies, unknown, english });
  const chosen = findBestChain(segments, candidates, weights);
  const known = words.filter(({ joined }, i) => !joined && !unknown.has(i));
  const replaced = !matchesSelectively(lookup, known);
  const made = { words, documentFrequencies, unknown, chosen, replaced };
  const corrections = toCorrections(segments, made);
  if (!replaced) return { ...asTyped(words), corrections };
  const replacements = new Map(words.map(({ term }, i) => [term, chosen[i]?.term ?? term]));
  return { words: replaceWords(made), corrections, replacements };
}

export function asTyped(words: readonly QueryWord[]): CorrectedWords {
  return { words: [...words], corrections: [], replacements: new Map() };
}

/** The positions of the words that no paper has. */
function findUnknownWords(
  words: readonly QueryWord[],
  documentFrequencies: readonly number[],
): ReadonlySet<number> {
  // Nobody writes `qwen2` for `qwen 2` by mistake: a joined form may well be unknown.
  return new Set(
    words.flatMap(({ joined, prefix }, i) => (documentFrequencies[i] === 0 && !joined && !prefix ? [i] : [])),
  );
}

/**
 * Words that one paper alone has, and not in its title, where a word like it is in the titles of many: people misspell words in
 * abstracts as well.
 */
function findDoubtfulWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
  documentFrequencies: readonly number[],
  english: EnglishWords,
): number[] {
  if (lookup.papers < MANY_PAPERS || words.length > MAX_WORDS) return [];
  return words.flatMap((word, i) => {
    const { word: typed = '', term, joined, prefix } = word;
    const isRare = documentFrequencies[i] === 1 && lookup.countPapersWith(term) === 1;
    if (!isRare || joined || prefix || lookup.countPapersWith(SPELLING_MARK + typed) > 0) return [];
    if (!mayBeMisspelled(word, english)) return [];
    const near = listSpellingsNear(lookup.segments, typed, typed, listTitleWordsLike);
    return near.some(({ papers }) => papers >= MANY_PAPERS) ? [i] : [];
  });
}

function isTooLong(words: readonly QueryWord[], unknown: ReadonlySet<number>): boolean {
  const max = unknown.size < words.length ? MAX_WORDS : MAX_UNKNOWN_WORDS;
  return words.filter(({ joined }) => !joined).length > max;
}

interface CorrectionInput {
  readonly words: readonly QueryWord[];
  readonly documentFrequencies: readonly number[];
  readonly unknown: ReadonlySet<number>;
  readonly english: EnglishWords;
}

/** For each word what it may stand for: itself, or where it is misspelled the words that look like it. */
function findSpellings(segments: readonly Segment[], input: CorrectionInput): Spelling[][] {
  const { words, documentFrequencies, unknown, english } = input;
  const spellings: Spelling[][] = [];
  let stemScans = 0;
  for (const [i, word] of words.entries()) {
    const typed = word.word ?? word.term;
    const papers = documentFrequencies[i] ?? 0;
    const unchanged: Spelling = { word: typed, term: word.term, isStem: false, distance: 0, papers };
    let near: Spelling[] = [];
    if (unknown.has(i) && mayBeMisspelled(word, english)) {
      near = listSpellingsNear(segments, typed, typed, listTitleWordsLike);
      if (near.length === 0 && stemScans < MAX_STEM_SCANS) {
        stemScans += 1;
        // Stem against stem, as far as the word itself may be wrong.
        near = listSpellingsNear(segments, word.term, typed, listTermsLike);
      }
    }
    spellings.push(near.length > 0 ? near : [unchanged]);
  }
  return spellings;
}

interface ChosenSpellings {
  readonly words: readonly QueryWord[];
  readonly documentFrequencies: readonly number[];
  readonly unknown: ReadonlySet<number>;
  readonly chosen: readonly Spelling[];
  readonly replaced: boolean;
}

function toCorrections(
  segments: readonly Segment[],
  { words, documentFrequencies, unknown, chosen, replaced }: ChosenSpellings,
): Correction[] {
  return [...unknown].flatMap((i): Correction[] => {
    const from = words[i]?.word ?? '';
    const { word: to, term, isStem } = chosen[i] ?? { word: '', term: '', isStem: false };
    // For `lore5`, the `5` alone would be suggested.
    if (term === words[i]?.term) return /\p{L}{3}/u.test(from) ? [{ from, replaced: false }] : [];
    const examplePaper = isStem ? findExamplePaper(segments, term) : undefined;
    const isRare = (documentFrequencies[i] ?? 0) > 0;
    return [
      {
        ...{ from, to, replaced },
        ...(isRare ? { isRare } : {}),
        ...(examplePaper === undefined ? {} : { examplePaper }),
      },
    ];
  });
}

function replaceWords({ words, chosen }: ChosenSpellings): QueryWord[] {
  return words.map((typed, i): QueryWord => {
    const { word, term } = chosen[i] ?? { word: typed.word ?? '', term: typed.term };
    return typed.term === term ? typed : { word, term, forms: [word], count: typed.count };
  });
}

/** Nobody means another word by `LoRA`, by `gpt5`, or by a word that is English. */
function mayBeMisspelled({ word = '', literal }: QueryWord, english: EnglishWords): boolean {
  return !literal && word.length >= MIN_LENGTH && /^\p{L}+$/u.test(word) && !english.has(word);
}

/** Whether some paper has all of these words, and one of them is in few papers. */
function matchesSelectively(lookup: TermLookup, words: readonly QueryWord[]): boolean {
  if (!words.some((word) => lookup.countDocuments(word) * MIN_SELECTIVITY <= lookup.papers)) return false;
  return lookup.segments.some((segment) => matchWords(segment, words).includes(1));
}

/** One spelling for each word, so that neighbors go together (a Viterbi search over pairs of neighbors). */
function findBestChain(
  segments: readonly Segment[],
  options: readonly Spelling[][],
  { misspellingAdjacencyWeight, misspellingDistanceWeight }: MisspellingWeights,
): Spelling[] {
  let chains: Array<{ chain: Spelling[]; score: number }> = [{ chain: [], score: 0 }];
  for (const [i, spellings] of options.entries()) {
    const isChoice = spellings.length > 1 || (options[i - 1]?.length ?? 0) > 1;
    chains = spellings.map((spelling) => {
      const extended = chains.map(({ chain, score }) => {
        const before = chain.at(-1);
        const beside = before && isChoice ? countSideBySide(segments, before.term, spelling.term) : 0;
        return {
          chain: [...chain, spelling],
          score: score + misspellingAdjacencyWeight * Math.log1p(beside),
        };
      });
      const best = extended.reduce((a, b) => (b.score > a.score ? b : a));
      const own = Math.log1p(spelling.papers) - misspellingDistanceWeight * spelling.distance;
      return { chain: best.chain, score: best.score + own };
    });
  }
  return chains.reduce((a, b) => (b.score > a.score ? b : a)).chain;
}

function findExamplePaper(segments: readonly Segment[], term: string): PaperId | undefined {
  for (const segment of segments) {
    const number = segment.terms.find(term);
    const [paper] = number < 0 ? [] : segment.readPostings(number);
    if (paper !== undefined) return segment.readPaperId(paper);
  }
  return undefined;
}

function countSideBySide(segments: readonly Segment[], left: string, right: string): number {
  const phrase = [
    { term: left, offset: 0 },
    { term: right, offset: 1 },
  ];
  let sum = 0;
  for (const segment of segments) for (const one of matchPhrase(segment, phrase)) sum += one;
  return sum;
}

/** Spellings that look like `typed`; as much may be wrong as a word like `whole` allows. */
function listSpellingsNear(
  segments: readonly Segment[],
  typed: string,
  whole: string,
  wordsLike: typeof listTitleWordsLike,
): Spelling[] {
  const limit = countWrongAllowed(whole);
  const found = new Map<string, Spelling>();
  for (const segment of segments) {
    for (const { word, term, isStem, papers } of wordsLike(segment, typed, countChangesAllowed(whole))) {
      // A word may mean `sink` even where titles only have `sinks`.
      const distance = Math.min(countWrongLetters(typed, word, limit), countWrongLetters(typed, term, limit));
      if (distance > limit || term === '') continue;
      const known = found.get(term);
      const isNearer = !known || distance < known.distance;
      found.set(term, {
        word: isNearer ? word : known.word,
        term,
        isStem,
        distance: isNearer ? distance : known.distance,
        papers: papers + (known?.papers ?? 0),
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.distance - b.distance || b.papers - a.papers)
    .slice(0, CANDIDATES);
}

/** Words of titles that share nearly all letters with `typed`: a cheap filter, which leaves few to compare. */
function* listTitleWordsLike(segment: Segment, typed: string, limit: number) {
  const wanted = computeLetterBits(Buffer.from(typed));
  const { from, to } = segment.terms.findStartingWith(SPELLING_MARK);
  for (let number = from; number < to; number++) {
    const bytes = segment.terms.readUtf8(number).subarray(SPELLING_MARK.length);
    if (!looksLike(bytes, typed, wanted, limit)) continue;
    const word = segment.terms.text(number).slice(SPELLING_MARK.length);
    yield { word, term: toTerm(word), isStem: false, papers: segment.countPapersWith(number) };
  }
}

/** The same among all stems, those of abstracts too: where no title has such a word. */
function* listTermsLike(segment: Segment, typed: string, limit: number) {
  const wanted = computeLetterBits(Buffer.from(typed));
  for (let number = 0; number < segment.terms.size; number++) {
    if (!looksLike(segment.terms.readUtf8(number), typed, wanted, limit)) continue;
    const term = segment.terms.text(number);
    if (!isMarked(term)) yield { word: term, term, isStem: true, papers: segment.countPapersWith(number) };
  }
}

function looksLike(bytes: Uint8Array, typed: string, wanted: number, limit: number): boolean {
  // Two bytes for a letter, in most scripts that are not Latin.
  if (bytes.length > (typed.length + limit) * 3 || bytes.length < typed.length - limit) return false;
  return countBits(computeLetterBits(bytes) ^ wanted) <= 2 * limit;
}

/** Which letters occur, a bit for each of 32 kinds. */
function computeLetterBits(bytes: Uint8Array): number {
  let letters = 0;
  for (let i = 0; i < bytes.length; i++) letters |= 1 << ((bytes[i] as number) & 31);
  return letters;
}

function countBits(value: number): number {
  let left = value;
  let count = 0;
  for (; left !== 0; count++) left &= left - 1;
  return count;
}
