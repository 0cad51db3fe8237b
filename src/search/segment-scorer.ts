import type { Segment } from './segment.ts';
import { MAX_SEGMENT_PAPERS } from './segment-arrays.ts';
import { indexOf } from './sorted.ts';
import { TopPapers } from './top-papers.ts';

/** A term of the query as this segment knows it. */
export interface ScoredTerm {
  readonly term: number;
  /** What a perfect match adds to the score: its inverse document frequency, times how often it was asked for. */
  readonly weight: number;
  /** The frequency counts so many times. */
  readonly scale: number;
}

/** Papers of one segment being scored; one instance serves all queries of a thread, one after the other. */
const scores = new Float32Array(MAX_SEGMENT_PAPERS);
const touched = new Uint16Array(MAX_SEGMENT_PAPERS);

/** 32-bit sums are rounded: a bound must be missed by more than that before a paper is given up. */
const SLACK = 1 - 1e-5;
/** Lists shorter than this are simply read: finding a better threshold first costs more. */
const LONG_LIST = 2048;

/**
 * Adds the papers of a segment to `top`, numbered from `firstPaper`, ranked by BM25 over all terms. Terms are read in
 * the order of what they can add at most; once the terms still unread cannot lift a new paper over the threshold,
 * they are only looked up for papers already met (MaxScore, by Turtle and Flood). The result is exact.
 *
 * Answers how many papers hold any of the terms, and whether that was counted to the end.
 */
export function scoreSegment(
  segment: Segment,
  terms: readonly ScoredTerm[],
  options: { average: number; allowed: Uint8Array | undefined; top: TopPapers; firstPaper: number },
): { matching: number; counted: boolean } {
  const { average, allowed, top, firstPaper } = options;
  const norms = segment.norms(average);
  const lists = terms
    .map((scored) => ({ ...scored, bound: boundOf(segment, scored, average) }))
    .sort((a, b) => b.bound - a.bound);
  const rest = restOf(lists);
  let met = 0;
  let threshold = top.threshold;
  let next = 0;
  for (; next < lists.length; next++) {
    const list = lists[next];
    if (!list) break;
    const isLong = segment.holding(list.term) >= LONG_LIST;
    if (isLong && met >= top.capacity) threshold = Math.max(threshold, bestOf(met, allowed, top.capacity));
    if ((rest[next] ?? 0) < threshold * SLACK) break;
    met = readList(segment, list, norms, met);
  }
  const counted = next === lists.length;
  let matching = 0;
  if (counted) for (let i = 0; i < met; i++) matching += allowed ? (allowed[touched[i] ?? 0] ?? 0) : 1;
  const kept = finish(segment, lists.slice(next), rest.slice(next), norms, met, threshold, (paper, score) => {
    if (!allowed || allowed[paper] === 1) top.offer(firstPaper + paper, score);
  });
  return { matching: counted ? matching : kept, counted };
}

function boundOf(segment: Segment, scored: ScoredTerm, average: number): number {
  return scored.weight * Math.min(1, segment.peak(scored.term, average) * scored.scale);
}

/** What the terms from each one on can add together. */
function restOf(lists: ReadonlyArray<{ bound: number }>): Float64Array {
  const rest = new Float64Array(lists.length);
  let sum = 0;
  for (let i = lists.length - 1; i >= 0; i--) {
    sum += lists[i]?.bound ?? 0;
    rest[i] = sum;
  }
  return rest;
}

function readList(segment: Segment, list: ScoredTerm, norms: Float32Array, metBefore: number): number {
  const papers = segment.postings(list.term);
  const first = segment.firstPosting(list.term);
  const { weight, scale } = list;
  let met = metBefore;
  for (let i = 0; i < papers.length; i++) {
    const paper = papers[i] as number;
    const frequency = segment.frequency(first + i) * scale;
    const before = scores[paper] as number;
    if (before === 0) touched[met++] = paper;
    scores[paper] = before + (weight * frequency) / (frequency + (norms[paper] as number));
  }
  return met;
}

/** The score of the `capacity`th best paper so far: the final one cannot be lower. */
function bestOf(met: number, allowed: Uint8Array | undefined, capacity: number): number {
  const best = new TopPapers(capacity);
  for (let i = 0; i < met; i++) {
    const paper = touched[i] ?? 0;
    if (!allowed || allowed[paper] === 1) best.offer(paper, scores[paper] ?? 0);
  }
  return best.threshold;
}

/** Looks the remaining terms up for papers that can still get in, hands them out and cleans up. */
function finish(
  segment: Segment,
  lists: readonly ScoredTerm[],
  rest: Float64Array,
  norms: Float32Array,
  met: number,
  threshold: number,
  take: (paper: number, score: number) => void,
): number {
  let kept = met;
  for (const [i, list] of lists.entries()) {
    const needed = threshold * SLACK - (rest[i] ?? 0);
    kept = dropBelow(kept, needed);
    lookUp(segment, list, norms, kept);
  }
  for (let i = 0; i < kept; i++) {
    const paper = touched[i] ?? 0;
    take(paper, scores[paper] ?? 0);
    scores[paper] = 0;
  }
  return kept;
}

function dropBelow(met: number, needed: number): number {
  let kept = 0;
  for (let i = 0; i < met; i++) {
    const paper = touched[i] as number;
    if ((scores[paper] as number) >= needed) touched[kept++] = paper;
    else scores[paper] = 0;
  }
  return kept;
}

/** One lookup costs as much as passing over so many entries of a list. */
const LOOKUP_COST = 32;

function lookUp(segment: Segment, list: ScoredTerm, norms: Float32Array, kept: number): void {
  const papers = segment.postings(list.term);
  const first = segment.firstPosting(list.term);
  const { weight, scale } = list;
  const add = (at: number, paper: number): void => {
    const frequency = segment.frequency(first + at) * scale;
    scores[paper] = (scores[paper] as number) + (weight * frequency) / (frequency + (norms[paper] as number));
  };
  if (kept * LOOKUP_COST < papers.length) {
    for (let i = 0; i < kept; i++) {
      const paper = touched[i] as number;
      const at = indexOf(papers, paper);
      if (at >= 0) add(at, paper);
    }
    return;
  }
  // Papers that are not kept have no score.
  for (let at = 0; at < papers.length; at++) {
    const paper = papers[at] as number;
    if (scores[paper] !== 0) add(at, paper);
  }
}
