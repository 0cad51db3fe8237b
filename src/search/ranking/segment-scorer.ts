import { readFrequency, type Segment } from '../postings/segment.ts';
import { MAX_SEGMENT_PAPERS } from '../postings/segment-arrays.ts';
import { findSorted } from '../postings/sorted.ts';
import { TopPapers } from '../postings/top-papers.ts';

/** A term of the query as this segment knows it. */
export interface ScoredTerm {
  readonly term: number;
  /** What a perfect match adds to the score: its inverse document frequency, times how often it was asked for. */
  readonly weight: number;
  /** The maximum frequency that is counted. */
  readonly scale: number;
}

/** The same with its entries of `postings` and `quantizedFrequencies`, which are in memory. */
interface ScoredList extends ScoredTerm {
  readonly from: number;
  readonly to: number;
}

/** 32-bit sums are rounded: a bound must be missed by more than that before a paper is given up. */
const SLACK = 1 - 1e-5;
/** Lists shorter than this are simply read: finding a better threshold first costs more. */
const LONG_LIST = 2048;

/** What scoring a segment came to. */
interface Scored {
  /** Papers that have any of the terms. */
  readonly matchCount: number;
  /** Whether that was counted to the end. */
  readonly counted: boolean;
}

/** Scores papers of one segment after the other. It is reused, since its arrays cost more than most queries; never by two at once. */
export class SegmentScorer {
  /** The accumulators: a score for each paper, 0 between two queries. */
  readonly #scores = new Float32Array(MAX_SEGMENT_PAPERS);
  // One more than there are papers: what is not to stay is written behind the last and written over.
  readonly #matched = new Uint16Array(MAX_SEGMENT_PAPERS + 1);
  readonly #candidates = new Uint16Array(MAX_SEGMENT_PAPERS + 1);

  /**
   * Adds the papers of a segment to `top`, numbered from `firstPaper`, ranked by BM25 over all terms. Terms are read in
   * the order of what they can add at most; once the terms still unread cannot lift a new paper over the threshold,
   * they are only looked up for papers that matched already (MaxScore, by Turtle and Flood). The result is exact.
   */
  score(
    segment: Segment,
    terms: readonly ScoredTerm[],
    options: { average: number; allowed: Uint8Array | undefined; top: TopPapers; firstPaper: number },
  ): Scored {
    const { average, allowed, top, firstPaper } = options;
    const norms = segment.computeNorms(average);
    // Read from the disk here, where a file that was cut may still refuse the query: once a score is written, it must be reset.
    const lists = loadLists(segment, terms, average);
    const rest = sumRemainingBounds(lists);
    let matchedCount = 0;
    let threshold = top.threshold;
    let next = 0;
    for (; next < lists.length; next++) {
      const list = lists[next];
      if (!list) break;
      const toCome = rest[next] ?? 0;
      // While more is to come than any paper can have by now, no paper can be given up.
      const mayEnd = segment.countPapersWith(list.term) >= LONG_LIST && (rest[0] ?? 0) >= 2 * toCome;
      if (mayEnd && matchedCount >= top.capacity)
        threshold = Math.max(threshold, this.#computeThreshold(matchedCount, allowed, top.capacity));
      if (toCome < threshold * SLACK) break;
      matchedCount = this.#readList(segment, list, norms, matchedCount);
    }
    const left = this.#lookUpRest(
      segment,
      lists.slice(next),
      rest.slice(next),
      norms,
      matchedCount,
      threshold,
    );
    offerAll(this.#scores, left, allowed, top, firstPaper);
    const matched = this.#matched.subarray(0, matchedCount);
    const matchCount = allowed ? countAllowed(matched, allowed) : matchedCount;
    this.#clear(matched);
    return { matchCount, counted: next === lists.length };
  }

  #readList(segment: Segment, list: ScoredList, norms: Float32Array, matchedBefore: number): number {
    const { postings, quantizedFrequencies } = segment.arrays;
    const { from, to, weight, scale } = list;
    const scores = this.#scores;
    const matched = this.#matched;
    let matchedCount = matchedBefore;
    for (let posting = from; posting < to; posting++) {
      const paper = postings[posting] as number;
      // Without a branch: which papers are new cannot be foreseen, and a wrong guess costs more than all the rest.
      matched[matchedCount] = paper;
      matchedCount += Number(scores[paper] === 0);
      addScore(scores, paper, weight, readFrequency(quantizedFrequencies, posting) * scale, norms);
    }
    return matchedCount;
  }

  /** The score of the `capacity`th best paper so far: the final one cannot be lower. */
  #computeThreshold(matchedCount: number, allowed: Uint8Array | undefined, capacity: number): number {
    const best = new TopPapers(capacity);
    offerAll(this.#scores, this.#matched.subarray(0, matchedCount), allowed, best, 0);
    return best.threshold;
  }

  /** Looks the remaining terms up for papers that can still get in; answers those that could to the end. */
  #lookUpRest(
    segment: Segment,
    lists: readonly ScoredList[],
    rest: Float64Array,
    norms: Float32Array,
    matchedCount: number,
    threshold: number,
  ): Uint16Array {
    let left = this.#matched.subarray(0, matchedCount);
    for (const [i, list] of lists.entries()) {
      const needed = threshold * SLACK - (rest[i] ?? 0);
      left = this.#candidates.subarray(0, this.#selectCandidates(left, needed));
      lookUp(this.#scores, segment, list, norms, left, needed);
    }
    return left;
  }

  /** Writes the papers with such a score to the candidates; answers how many. */
  #selectCandidates(papers: Uint16Array, needed: number): number {
    const scores = this.#scores;
    const candidates = this.#candidates;
    let count = 0;
    for (let i = 0; i < papers.length; i++) {
      const paper = papers[i] as number;
      candidates[count] = paper;
      count += Number((scores[paper] as number) >= needed);
    }
    return count;
  }

  #clear(matched: Uint16Array): void {
    const scores = this.#scores;
    for (let i = 0; i < matched.length; i++) scores[matched[i] as number] = 0;
  }
}

/** The terms' lists, those that can add most first. */
function loadLists(segment: Segment, terms: readonly ScoredTerm[], average: number) {
  return terms
    .map((scored) => ({
      ...scored,
      ...segment.loadPostingRange(scored.term),
      bound: computeBound(segment, scored, average),
    }))
    .sort((a, b) => b.bound - a.bound);
}

function computeBound(segment: Segment, scored: ScoredTerm, average: number): number {
  return scored.weight * Math.min(1, segment.findMaxImpact(scored.term, average) * scored.scale);
}

/** What the terms from each one on can add together. */
function sumRemainingBounds(lists: ReadonlyArray<{ bound: number }>): Float64Array {
  const rest = new Float64Array(lists.length);
  let sum = 0;
  for (let i = lists.length - 1; i >= 0; i--) {
    sum += lists[i]?.bound ?? 0;
    rest[i] = sum;
  }
  return rest;
}

/** Adds what one term is worth to a paper, by BM25. */
function addScore(
  scores: Float32Array,
  paper: number,
  weight: number,
  frequency: number,
  norms: Float32Array,
): void {
  const gain = (weight * frequency) / (frequency + (norms[paper] as number));
  scores[paper] = (scores[paper] as number) + gain;
}

function countAllowed(matched: Uint16Array, allowed: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < matched.length; i++) count += allowed[matched[i] as number] as number;
  return count;
}

function offerAll(
  scores: Float32Array,
  papers: Uint16Array,
  allowed: Uint8Array | undefined,
  top: TopPapers,
  firstPaper: number,
): void {
  let { threshold } = top;
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number;
    const score = scores[paper] as number;
    // Nearly all end here, before a call.
    if (score < threshold || (allowed && allowed[paper] !== 1)) continue;
    top.offer(firstPaper + paper, score);
    threshold = top.threshold;
  }
}

/** One look-up costs as much as skipping this many entries of a list. */
const LOOKUP_COST = 32;

/** Adds what the term is worth to the papers: those that have a score of `needed` or more. */
function lookUp(
  scores: Float32Array,
  segment: Segment,
  list: ScoredList,
  norms: Float32Array,
  papers: Uint16Array,
  needed: number,
): void {
  const { postings, quantizedFrequencies } = segment.arrays;
  const { from, to, weight, scale } = list;
  if (papers.length * LOOKUP_COST < to - from) {
    for (const paper of papers) {
      const posting = findSorted(postings, paper, from, to);
      if (posting >= 0)
        addScore(scores, paper, weight, readFrequency(quantizedFrequencies, posting) * scale, norms);
    }
    return;
  }
  for (let posting = from; posting < to; posting++) {
    const paper = postings[posting] as number;
    if ((scores[paper] as number) < needed) continue;
    addScore(scores, paper, weight, readFrequency(quantizedFrequencies, posting) * scale, norms);
  }
}
