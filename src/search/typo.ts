import { SPELLING_MARK } from './indexed-paper.ts';
import { holdingPhrase } from './phrases.ts';
import type { QueryWord } from './query.ts';
import type { Segment } from './segment.ts';
import type { TermLookup } from './term-lookup.ts';
import { termOf } from './tokenize.ts';

/** A word read as another one. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

interface Spelling {
  readonly word: string;
  readonly term: string;
  /** Letters to change. */
  readonly distance: number;
  readonly papers: number;
}

const CANDIDATES = 6;
/** A known word this rare is doubted when the word beside it was misspelt. */
const RARE = 1 / 5000;
/** In longer queries the other words find enough, and names would be taken for mistakes. */
const MAX_WORDS = 6;

/**
 * Reads words that no paper holds as the words of titles that look most like them. Of several that look alike, those
 * are taken that stand side by side in papers: `atention sinc` becomes `attention sink`.
 */
export function correctWords(
  lookup: TermLookup,
  words: readonly QueryWord[],
): { words: QueryWord[]; corrections: Correction[] } {
  const held = words.map((word) => lookup.holdingWord(word));
  const unknown = held.filter((papers) => papers === 0).length;
  if (unknown === 0 || words.length > MAX_WORDS) return { words: [...words], corrections: [] };
  const { segments, papers: size } = lookup;
  const options = words.map((word, i): Spelling[] => {
    const papers = held[i] ?? 0;
    const typed = { word: word.word ?? word.term, term: word.term, distance: 0, papers };
    if (papers > size * RARE && papers > 2) return [typed];
    const near = spellingsNear(segments, typed.word);
    return papers > 0 ? [typed, ...near] : near.length > 0 ? near : [typed];
  });
  const chosen = bestChain(segments, options);
  const corrections = chosen.flatMap((spelling, i) => {
    const from = words[i]?.word ?? '';
    return spelling.term !== words[i]?.term ? [{ from, to: spelling.word }] : [];
  });
  const corrected = chosen.map(({ word, term }, i) => ({ word, term, count: words[i]?.count ?? 1 }));
  return { words: corrected, corrections };
}

/** One spelling for each word, so that neighbours go together (a Viterbi search over pairs of neighbours). */
function bestChain(segments: readonly Segment[], options: readonly Spelling[][]): Spelling[] {
  let chains: Array<{ chain: Spelling[]; score: number }> = [{ chain: [], score: 0 }];
  for (const spellings of options) {
    chains = spellings.map((spelling) => {
      const extended = chains.map(({ chain, score }) => {
        const before = chain.at(-1);
        const beside = before ? sideBySide(segments, before.term, spelling.term) : 0;
        return { chain: [...chain, spelling], score: score + 3 * Math.log1p(beside) };
      });
      const best = extended.reduce((a, b) => (b.score > a.score ? b : a));
      return { chain: best.chain, score: best.score + Math.log1p(spelling.papers) - 3 * spelling.distance };
    });
  }
  return chains.reduce((a, b) => (b.score > a.score ? b : a)).chain;
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

function spellingsNear(segments: readonly Segment[], typed: string): Spelling[] {
  const allowed = typed.length < 3 ? 0 : typed.length < 6 ? 1 : 2;
  const found = new Map<string, Spelling>();
  for (const segment of allowed === 0 ? [] : segments) {
    const { from, to } = segment.startingWith(SPELLING_MARK);
    for (let number = from; number < to; number++) {
      const length = segment.termBytesLength(number) - SPELLING_MARK.length;
      if (Math.abs(length - typed.length) > allowed + 2) continue;
      const word = segment.termText(number).slice(SPELLING_MARK.length);
      const distance = editDistance(typed, word, allowed);
      const term = termOf(word);
      if (distance > allowed || term === '') continue;
      const papers = segment.holding(number) + (found.get(term)?.papers ?? 0);
      const known = found.get(term);
      found.set(term, {
        word: known && known.distance <= distance ? known.word : word,
        term,
        distance: Math.min(distance, known?.distance ?? distance),
        papers,
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.distance - b.distance || b.papers - a.papers)
    .slice(0, CANDIDATES);
}

/** Letters to insert, drop, replace or swap with their neighbour; anything above `limit` is `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
