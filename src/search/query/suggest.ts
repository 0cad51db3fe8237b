import type { PaperId } from '../../core/paper/paper.ts';
import { SPELLING_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { listWords } from '../text/tokenize.ts';

/** How well a title fits what is being typed; more is better. */
const STARTS_LIKE_IT = 2;
const HOLDS_IT_TOGETHER = 1;
const HOLDS_ITS_WORDS = 0;

interface Candidate {
  readonly segment: Segment;
  readonly paper: number;
  readonly fit: number;
}

/** Papers with a title that starts with `typed` or contains its words; the last word may be unfinished. Best first. */
export function suggestPapers(segments: readonly Segment[], typed: string, limit: number): PaperId[] {
  const words = listWords(typed.slice(0, 200)).slice(-12);
  const last = words.pop();
  if (last === undefined || (words.length === 0 && /^[\x20-\x7f]$/.test(last))) return [];
  const candidates = segments.flatMap((segment) => listCandidates(segment, words, last));
  return candidates
    .sort((a, b) => b.fit - a.fit || readVotes(b) - readVotes(a) || readDay(b) - readDay(a))
    .slice(0, limit)
    .map(({ segment, paper }) => segment.readPaperId(paper));
}

function readVotes({ segment, paper }: Candidate): number {
  return segment.arrays.votes[paper] ?? 0;
}

function readDay({ segment, paper }: Candidate): number {
  return segment.arrays.days[paper] ?? 0;
}

function listCandidates(segment: Segment, words: readonly string[], last: string): Candidate[] {
  // Where the words so far end, by paper; a paper without one of them falls out.
  let found: Map<number, readonly number[]> | undefined;
  let fits = new Map<number, number>();
  for (const [n, word] of [...words, last].entries()) {
    const positionsByPaper = findPositions(segment, word, n === words.length);
    const next = new Map<number, readonly number[]>();
    const nextFits = new Map<number, number>();
    for (const [paper, positions] of positionsByPaper) {
      if (found && !found.has(paper)) continue;
      next.set(paper, positions);
      nextFits.set(paper, scoreFit(positions, found?.get(paper), fits.get(paper), n));
    }
    [found, fits] = [next, nextFits];
  }
  return [...fits].map(([paper, fit]) => ({ segment, paper, fit }));
}

function scoreFit(
  positions: readonly number[],
  before: readonly number[] | undefined,
  fitBefore: number | undefined,
  n: number,
): number {
  if (before === undefined || fitBefore === undefined) {
    return positions.includes(0) ? STARTS_LIKE_IT : HOLDS_IT_TOGETHER;
  }
  if (fitBefore === STARTS_LIKE_IT && positions.includes(n)) return STARTS_LIKE_IT;
  const together = fitBefore > HOLDS_ITS_WORDS && positions.some((position) => before.includes(position - 1));
  return together ? HOLDS_IT_TOGETHER : HOLDS_ITS_WORDS;
}

/** Positions of the title word, or of all words that start with it, by live paper. */
function findPositions(segment: Segment, word: string, isPrefix: boolean): Map<number, number[]> {
  const text = SPELLING_MARK + word;
  const exact = segment.terms.find(text);
  const range = isPrefix
    ? segment.terms.findStartingWith(text)
    : { from: Math.max(exact, 0), to: exact < 0 ? 0 : exact + 1 };
  const byPaper = new Map<number, number[]>();
  for (let term = range.from; term < range.to; term++) {
    segment.visitPositions(term, (paper, positions) => {
      if (segment.deleted?.[paper] === 1) return;
      const known = byPaper.get(paper);
      byPaper.set(paper, known ? known.concat(positions) : [...positions]);
    });
  }
  return byPaper;
}
