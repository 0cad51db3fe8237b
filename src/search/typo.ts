import type { PaperId } from '../core/paper.ts';
import type { Correction } from './correction.ts';
import { editDistance } from './edit-distance.ts';
import { AUTHOR_MARK, ORGANIZATION_MARK, SPELLING_MARK } from './indexed-paper.ts';
import { holdingPhrase } from './phrases.ts';
import type { QueryWord } from './query.ts';
import type { Segment } from './segment.ts';
import type { TermLookup } from './term-lookup.ts';
import { termOf } from './tokenize.ts';

interface Spelling {
  readonly word: string;
  readonly term: string;
  readonly isStem: boolean;
  /** Letters to change. */
  readonly distance: number;
  readonly papers: number;
}

const MARKS = [AUTHOR_MARK, ORGANIZATION_MARK, SPELLING_MARK];
const CANDIDATES = 6;
/** A known word this rare is doubted when the word beside it was misspelt. */
const RARE = 1 / 5000;
/** In longer queries the other words find enough, and names would be taken for mistakes; but not where none is held. */
const MAX_WORDS = 6;
const MAX_UNKNOWN_WORDS = 12;
/** A word so short has look-alikes of every meaning (`sink`, `link`): it is let be where other words find something. */
const SHORT_STEM = 4;
/** So many words of a query are looked for among all stems, which are ten times as many as the words of titles. */
const MAX_WIDE = 2;

/**
 * Reads words that no paper holds as the words of titles that look most like them. Of several that look alike, those
 * are taken that stand side by side in papers: `atention sinc` becomes `attention sink`.
 */
export function correctWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
): { words: QueryWord[]; corrections: Correction[] } {
  const held = words.map((word) => lookup.holdingWord(word));
  // Nobody writes `qwen2` for `qwen 2` by mistake: a joined form may well be unknown.
  const isKnown = words.every(({ joined }, i) => joined || (held[i] ?? 0) > 0);
  const most = held.some((papers) => papers > 0) ? MAX_WORDS : MAX_UNKNOWN_WORDS;
  if (isKnown || words.length > most) return { words: [...words], corrections: [] };
  const { segments, papers: size } = lookup;
  const isSure = (holders: number): boolean => holders > size * RARE && holders > 2;
  let wide = 0;
  const options = words.map((word, i): Spelling[] => {
    const papers = held[i] ?? 0;
    const typed = { word: word.word ?? word.term, term: word.term, isStem: false, distance: 0, papers };
    if (word.joined || isSure(papers)) return [typed];
    if (papers === 0 && held.some(isSure) && typed.term.length <= SHORT_STEM) return [typed];
    const inTitles = spellingsNear(segments, typed.word, lettersWrong(typed.word, 6), titleWordsLike);
    const isWide = inTitles.length === 0 && papers === 0 && wide++ < MAX_WIDE;
    // Stem against stem; and more must be right, since there are so many.
    const near = isWide
      ? spellingsNear(segments, typed.term, lettersWrong(typed.term, 8), termsLike)
      : inTitles;
    return papers > 0 ? [typed, ...near] : near.length > 0 ? near : [typed];
  });
  const chosen = bestChain(segments, options);
  const corrections = chosen.flatMap((spelling, i) => {
    const from = words[i]?.word ?? '';
    const { word: to, term, isStem } = spelling;
    if (term === words[i]?.term) return [];
    const holder = isStem ? holderOf(segments, term) : undefined;
    return [{ from, to, ...(holder === undefined ? {} : { holder }) }];
  });
  const corrected = chosen.map(({ word, term }, i) => ({ word, term, count: words[i]?.count ?? 1 }));
  return { words: corrected, corrections };
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
      return { chain: best.chain, score: best.score + Math.log1p(spelling.papers) - 3 * spelling.distance };
    });
  }
  return chains.reduce((a, b) => (b.score > a.score ? b : a)).chain;
}

function holderOf(segments: readonly Segment[], term: string): PaperId | undefined {
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
  for (const segment of segments) for (const one of holdingPhrase(segment, phrase)) sum += one;
  return sum;
}

/** A letter that stands once or twice is the commonest slip, and half a letter. */
function lettersApart(typed: string, word: string, limit: number): number {
  const apart = editDistance(typed, word, limit);
  return apart === 1 && undoubled(typed) === undoubled(word) ? 0.5 : apart;
}

function undoubled(word: string): string {
  return word.replace(/(.)\1/gu, '$1');
}

/** So many letters of a word may be wrong: two in one of `long` letters or more. */
function lettersWrong({ length }: string, long: number): number {
  if (length < 3) return 0;
  return length < long ? 1 : 2;
}

function spellingsNear(
  segments: readonly Segment[],
  typed: string,
  limit: number,
  wordsLike: typeof titleWordsLike,
): Spelling[] {
  const found = new Map<string, Spelling>();
  for (const segment of limit === 0 ? [] : segments) {
    for (const { word, term, isStem, papers } of wordsLike(segment, typed, limit)) {
      // `sinc` is meant for `sink` also where titles speak of `sinks` alone.
      const distance = Math.min(lettersApart(typed, word, limit), lettersApart(typed, term, limit));
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
  const wanted = lettersOf(Buffer.from(typed));
  const { from, to } = segment.terms.startingWith(SPELLING_MARK);
  for (let number = from; number < to; number++) {
    const bytes = segment.terms.utf8(number).subarray(SPELLING_MARK.length);
    if (!looksLike(bytes, typed, wanted, limit)) continue;
    const word = segment.terms.text(number).slice(SPELLING_MARK.length);
    yield { word, term: termOf(word), isStem: false, papers: segment.holding(number) };
  }
}

/** The same among all stems, those of abstracts too: where no title has such a word. */
function* termsLike(segment: Segment, typed: string, limit: number) {
  const wanted = lettersOf(Buffer.from(typed));
  for (let number = 0; number < segment.terms.size; number++) {
    if (!looksLike(segment.terms.utf8(number), typed, wanted, limit)) continue;
    const term = segment.terms.text(number);
    if (!MARKS.includes(term.charAt(0)))
      yield { word: term, term, isStem: true, papers: segment.holding(number) };
  }
}

function looksLike(bytes: Uint8Array, typed: string, wanted: number, limit: number): boolean {
  // Two bytes for a letter, in most scripts that are not Latin.
  if (bytes.length > (typed.length + limit) * 3 || bytes.length < typed.length - limit) return false;
  return bitsIn(lettersOf(bytes) ^ wanted) <= 2 * limit;
}

/** Which letters occur, a bit for each of 32 kinds. */
function lettersOf(bytes: Uint8Array): number {
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
