import type { PaperId } from '../../core/paper/paper.ts';
import { isMarked, SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import type { EnglishWords } from '../text/english-words.ts';
import { toTerm } from '../text/tokenize.ts';
import type { Correction } from './correction.ts';
import { matchPhrase } from './phrases.ts';
import type { QueryWord } from './query-words.ts';
import { changesAtMost, lettersWrong, wrongAtMost } from './slip.ts';
import { listDictionaryTexts, type TermLookup } from './term-lookup.ts';

interface Spelling {
  readonly word: string;
  readonly term: string;
  readonly isStem: boolean;
  /** How wrong the typed word is where this one was meant, in letters. */
  readonly distance: number;
  readonly papers: number;
}

const CANDIDATES = 6;
/** In longer queries the other words find enough, and names would be taken for mistakes; but not where none is held. */
const MAX_WORDS = 6;
const MAX_UNKNOWN_WORDS = 12;
/** Shorter words have look-alikes of every meaning. */
const SHORTEST = 4;
/** So many words of a query are looked for among all stems, which are ten times as many as the words of titles. */
const MAX_WIDE = 2;
/** Words that more than one in so many papers hold tell none from another: what they find alone is not good. */
const COMMON = 10;

/**
 * Looks for slips: words that no paper holds, that are neither English nor a name, and that look nearly like a word of a
 * paper. One is replaced only where the other words of the query find nothing good; otherwise the other spelling is suggested. Of
 * several that look alike, those are taken that stand side by side in papers: `atention sikn` becomes `attention sink`.
 */
export function correctWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
  english: EnglishWords,
): { words: QueryWord[]; corrections: Correction[] } {
  const held = words.map((word) => lookup.documentFrequencyOf(word));
  // Nobody writes `qwen2` for `qwen 2` by mistake: a joined form may well be unknown.
  const unknown = words.flatMap((word, i) => (held[i] === 0 && !word.joined && !word.prefix ? [i] : []));
  const most = unknown.length < words.length ? MAX_WORDS : MAX_UNKNOWN_WORDS;
  if (unknown.length === 0 || words.filter(({ joined }) => !joined).length > most)
    return { words: [...words], corrections: [] };
  const { segments } = lookup;
  let wide = 0;
  const options = words.map((word, i): Spelling[] => {
    const typed = { word: word.word ?? word.term, term: word.term, isStem: false, distance: 0 };
    const asTyped = [{ ...typed, papers: held[i] ?? 0 }];
    if (!unknown.includes(i) || !mayBeSlip(word, english)) return asTyped;
    const inTitles = spellingsNear(segments, typed.word, typed.word, titleWordsLike);
    // Stem against stem, as far as the word itself may be wrong.
    const near =
      inTitles.length === 0 && wide++ < MAX_WIDE
        ? spellingsNear(segments, typed.term, typed.word, termsLike)
        : inTitles;
    return near.length > 0 ? near : asTyped;
  });
  const chosen = bestChain(segments, options);
  const replaced = !findsSomethingGood(
    lookup,
    words.filter(({ joined }, i) => !joined && (held[i] ?? 0) > 0),
  );
  const corrections = unknown.flatMap((i): Correction[] => {
    const from = words[i]?.word ?? '';
    const { word: to, term, isStem } = chosen[i] ?? { word: '', term: '', isStem: false };
    // Of `lore5` the `5` alone would be suggested.
    if (term === words[i]?.term) return /\p{L}{3}/u.test(from) ? [{ from, replaced: false }] : [];
    const holder = isStem ? findHolder(segments, term) : undefined;
    return [{ from, to, replaced, ...(holder === undefined ? {} : { holder }) }];
  });
  if (!replaced) return { words: [...words], corrections };
  const corrected = chosen.map(({ word, term }, i): QueryWord => {
    const typed = words[i];
    return typed && typed.term === term ? typed : { word, term, count: typed?.count ?? 1 };
  });
  return { words: corrected, corrections };
}

/** Nobody means another word by `LoRA`, by `gpt5`, or by a word that is English. */
function mayBeSlip({ word = '', literal }: QueryWord, english: EnglishWords): boolean {
  return !literal && word.length >= SHORTEST && /^\p{L}+$/u.test(word) && !english.has(word);
}

/** Whether a paper holds all of these words, and they tell it from others. */
function findsSomethingGood(lookup: TermLookup, words: readonly QueryWord[]): boolean {
  if (!words.some((word) => lookup.documentFrequencyOf(word) * COMMON <= lookup.papers)) return false;
  return lookup.segments.some((segment) => {
    const held = new Uint8Array(segment.size);
    for (const [n, word] of words.entries())
      for (const text of listDictionaryTexts(word)) {
        const number = segment.terms.find(text);
        if (number < 0) continue;
        for (const paper of segment.postings(number)) if (held[paper] === n) held[paper] = n + 1;
      }
    return held.includes(words.length);
  });
}

/** One spelling for each word, so that neighbours go together (a Viterbi search over pairs of neighbours). */
function bestChain(segments: readonly Segment[], options: readonly Spelling[][]): Spelling[] {
  let chains: Array<{ chain: Spelling[]; score: number }> = [{ chain: [], score: 0 }];
  for (const [i, spellings] of options.entries()) {
    const isChoice = spellings.length > 1 || (options[i - 1]?.length ?? 0) > 1;
    chains = spellings.map((spelling) => {
      const extended = chains.map(({ chain, score }) => {
        const before = chain.at(-1);
        const beside = before && isChoice ? sideBySide(segments, before.term, spelling.term) : 0;
        return { chain: [...chain, spelling], score: score + 3 * Math.log1p(beside) };
      });
      const best = extended.reduce((a, b) => (b.score > a.score ? b : a));
      return { chain: best.chain, score: best.score + Math.log1p(spelling.papers) - 6 * spelling.distance };
    });
  }
  return chains.reduce((a, b) => (b.score > a.score ? b : a)).chain;
}

function findHolder(segments: readonly Segment[], term: string): PaperId | undefined {
  for (const segment of segments) {
    const number = segment.terms.find(term);
    const [paper] = number < 0 ? [] : segment.postings(number);
    if (paper !== undefined) return segment.paperId(paper);
  }
  return undefined;
}

function sideBySide(segments: readonly Segment[], left: string, right: string): number {
  const phrase = [
    { term: left, offset: 0 },
    { term: right, offset: 1 },
  ];
  let sum = 0;
  for (const segment of segments) for (const one of matchPhrase(segment, phrase)) sum += one;
  return sum;
}

/** Spellings that look like `typed`; as much may be wrong as a word like `whole` allows. */
function spellingsNear(
  segments: readonly Segment[],
  typed: string,
  whole: string,
  wordsLike: typeof titleWordsLike,
): Spelling[] {
  const limit = wrongAtMost(whole);
  const found = new Map<string, Spelling>();
  for (const segment of segments) {
    for (const { word, term, isStem, papers } of wordsLike(segment, typed, changesAtMost(whole))) {
      // A word is meant for `sink` also where titles speak of `sinks` alone.
      const distance = Math.min(lettersWrong(typed, word, limit), lettersWrong(typed, term, limit));
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

/** Words of titles that share nearly all letters with `typed`: cheap to tell, and few are left to be compared. */
function* titleWordsLike(segment: Segment, typed: string, limit: number) {
  const wanted = computeLetterBits(Buffer.from(typed));
  const { from, to } = segment.terms.startingWith(SPELLING_MARK);
  for (let number = from; number < to; number++) {
    const bytes = segment.terms.utf8(number).subarray(SPELLING_MARK.length);
    if (!looksLike(bytes, typed, wanted, limit)) continue;
    const word = segment.terms.text(number).slice(SPELLING_MARK.length);
    yield { word, term: toTerm(word), isStem: false, papers: segment.documentFrequency(number) };
  }
}

/** The same among all stems, those of abstracts too: where no title has such a word. */
function* termsLike(segment: Segment, typed: string, limit: number) {
  const wanted = computeLetterBits(Buffer.from(typed));
  for (let number = 0; number < segment.terms.size; number++) {
    if (!looksLike(segment.terms.utf8(number), typed, wanted, limit)) continue;
    const term = segment.terms.text(number);
    if (!isMarked(term)) yield { word: term, term, isStem: true, papers: segment.documentFrequency(number) };
  }
}

function looksLike(bytes: Uint8Array, typed: string, wanted: number, limit: number): boolean {
  // Two bytes for a letter, in most scripts that are not Latin.
  if (bytes.length > (typed.length + limit) * 3 || bytes.length < typed.length - limit) return false;
  return bitsIn(computeLetterBits(bytes) ^ wanted) <= 2 * limit;
}

/** Which letters occur, a bit for each of 32 kinds. */
function computeLetterBits(bytes: Uint8Array): number {
  let letters = 0;
  for (let i = 0; i < bytes.length; i++) letters |= 1 << ((bytes[i] as number) & 31);
  return letters;
}

function bitsIn(value: number): number {
  let left = value;
  let count = 0;
  for (; left !== 0; count++) left &= left - 1;
  return count;
}
