import { isInitial } from '../../core/matching/name.ts';
import { AUTHOR_MARK } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';

/** The positions of the words of names, by paper. */
type PositionsByPaper = Map<number, readonly number[]>;

/** Names must lie this close together to be one person's; positions leave a larger gap between two names. */
const NAME_SPAN = 8;

/**
 * 1 where all words, each behind `mark`, are in one name, in any order: `hinton geoffrey` is found too. In an author's
 * name an initial stands for a word that begins so, on either side, where another word is there in full (`matchesName`
 * in the core has the rule), unless it must be `exact`.
 */
export function matchName(
  segment: Segment,
  name: readonly string[],
  mark: string,
  { exact = false } = {},
): Uint8Array {
  const found = new Uint8Array(segment.size);
  const inFull = mark === AUTHOR_MARK && !exact ? name.filter((word) => !isInitial(word)) : name;
  // Two words in full name a person: an initial between them may be missing.
  const wanted = inFull.length > 1 ? inFull : name;
  // Words in full choose their positions first: an initial takes any that is left.
  const ordered = wanted.toSorted((a, b) => Number(isInitial(a)) - Number(isInitial(b)));
  const whole = ordered.map((word) => findPositions(segment, mark + word));
  const loose = inFull.length > 0 && mark === AUTHOR_MARK && !exact && wanted.length > 1;
  const all = ordered.map((word, i) => (loose ? findPositionsOrInitials(segment, word, whole[i]) : whole[i]));
  for (const [anchor, word] of ordered.entries()) {
    if (loose && isInitial(word)) continue;
    for (const [paper, positions] of whole[anchor] ?? []) {
      const others = all.filter((_, i) => i !== anchor).map((one) => one?.get(paper) ?? []);
      if (positions.some((position) => areTogether(position, others))) found[paper] = 1;
    }
  }
  return found;
}

/** Whether each of the others has a position of its own near this one. */
function areTogether(position: number, others: ReadonlyArray<readonly number[]>): boolean {
  const taken = new Set([position]);
  return others.every((positions) => {
    const own = positions.find((one) => Math.abs(one - position) < NAME_SPAN && !taken.has(one));
    if (own !== undefined) taken.add(own);
    return own !== undefined;
  });
}

/** Of an initial every word that begins so; of a word itself and its initial. */
function findPositionsOrInitials(
  segment: Segment,
  word: string,
  whole: PositionsByPaper | undefined,
): PositionsByPaper {
  const positions: PositionsByPaper = new Map(whole);
  const add = (term: number): void =>
    segment.visitPositions(term, (paper, more) => {
      positions.set(paper, [...(positions.get(paper) ?? []), ...more]);
    });
  if (isInitial(word)) {
    const { from, to } = segment.terms.findStartingWith(AUTHOR_MARK + word);
    for (let term = from; term < to; term++) add(term);
  } else {
    const initial = segment.terms.find(AUTHOR_MARK + (word[0] ?? ''));
    if (initial >= 0) add(initial);
  }
  return positions;
}

function findPositions(segment: Segment, term: string): PositionsByPaper {
  const number = segment.terms.find(term);
  const found: PositionsByPaper = new Map();
  if (number < 0) return found;
  segment.visitPositions(number, (paper, positions) => found.set(paper, positions));
  return found;
}
