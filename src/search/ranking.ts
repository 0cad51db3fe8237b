import type { PaperId } from '../core/paper.ts';
import { allowedPapers } from './constraints.ts';
import { AUTHOR_MARK, NO_DAY, ORGANIZATION_MARK } from './indexed-paper.ts';
import type { ParsedQuery, QueryWord } from './query.ts';
import type { Segment } from './segment.ts';
import { MAX_SEGMENT_PAPERS } from './segment-arrays.ts';
import { type ScoredTerm, scoreSegment } from './segment-scorer.ts';
import { TopPapers } from './top-papers.ts';
import { idf, NAME_WEIGHT } from './weights.ts';

/** The best papers for a query, best first. */
export interface Ranked {
  readonly hits: ReadonlyArray<{
    readonly paperId: PaperId;
    readonly score: number;
    readonly at: PaperPlace;
  }>;
  readonly total: number;
  /** `total` was not counted to the end: at least so many match. */
  readonly totalIsFloor: boolean;
}

type SearchedWord = Pick<QueryWord, 'word' | 'term'>;

/** Where a paper stands in the index. */
export interface PaperPlace {
  readonly segment: Segment;
  readonly paper: number;
}

/** Collection-wide figures that BM25 needs. Papers that died since the last merge still count, as in their lists. */
export interface Statistics {
  readonly papers: number;
  readonly averageLength: number;
}

export function statisticsOf(segments: readonly Segment[]): Statistics {
  let papers = 0;
  let length = 0;
  for (const segment of segments) {
    papers += segment.size;
    length += segment.totalLength;
  }
  return { papers, averageLength: papers === 0 ? 1 : length / papers };
}

/** How many papers hold the word, as text or as a name; the dead count until they are merged away. */
export function papersHolding(segments: readonly Segment[], word: SearchedWord): number {
  let sum = 0;
  for (const text of textsOf(word)) for (const segment of segments) sum += holding(segment, text);
  return sum;
}

/** The best `count` papers of all segments. A query of operators alone lists the newest. */
export function rank(segments: readonly Segment[], query: ParsedQuery, count: number): Ranked {
  const statistics = statisticsOf(segments);
  const words = query.words.map((word) => weigh(segments, word, statistics.papers));
  const top = new TopPapers(count);
  let total = 0;
  let counted = true;
  for (const [i, segment] of segments.entries()) {
    const allowed = allowedPapers(segment, query);
    const firstPaper = i * MAX_SEGMENT_PAPERS;
    if (query.words.length === 0) {
      total += newest(segment, allowed, top, firstPaper);
      continue;
    }
    const terms = words.flatMap((word) => listsOf(segment, word));
    const options = { average: statistics.averageLength, allowed, top, firstPaper };
    const outcome = scoreSegment(segment, terms, options);
    total += outcome.matching;
    counted &&= outcome.counted;
  }
  const hits = top.sorted().flatMap(({ paper, score }) => {
    const segment = segments[Math.floor(paper / MAX_SEGMENT_PAPERS)];
    if (!segment) return [];
    const at = { segment, paper: paper % MAX_SEGMENT_PAPERS };
    return [{ paperId: segment.paperId(at.paper), score, at }];
  });
  return { hits, total, totalIsFloor: !counted };
}

/** What a word is filed under: as text, as an author's and as an organization's name. */
function textsOf({ word, term }: SearchedWord): string[] {
  return word === undefined ? [term] : [term, AUTHOR_MARK + word, ORGANIZATION_MARK + word];
}

function holding(segment: Segment, text: string): number {
  const term = segment.find(text);
  return term < 0 ? 0 : segment.holding(term);
}

interface WeighedList {
  readonly text: string;
  readonly weight: number;
  readonly scale: number;
}

/**
 * The lists of a word and what each is worth. A name counts by the share of papers in which the word is a name: fully
 * for `hinton`, hardly for `page` or `agent`, whoever is called so.
 */
function weigh(segments: readonly Segment[], word: QueryWord, papers: number): WeighedList[] {
  const held = textsOf(word).map((text) => ({
    text,
    papers: segments.reduce((sum, segment) => sum + holding(segment, text), 0),
  }));
  const all = held.reduce((sum, list) => sum + list.papers, 0);
  const weight = word.count * idf(papers, all);
  return held.flatMap(({ text, papers: holders }) => {
    if (holders === 0) return [];
    if (text === word.term) return [{ text, weight, scale: 1 }];
    return [{ text, weight: (weight * holders) / all, scale: NAME_WEIGHT }];
  });
}

function listsOf(segment: Segment, lists: readonly WeighedList[]): ScoredTerm[] {
  return lists.flatMap(({ text, weight, scale }) => {
    const term = segment.find(text);
    return term < 0 ? [] : [{ term, weight, scale }];
  });
}

function newest(segment: Segment, allowed: Uint8Array | undefined, top: TopPapers, first: number): number {
  let matching = 0;
  for (let paper = 0; paper < segment.size; paper++) {
    if (allowed && allowed[paper] !== 1) continue;
    matching += 1;
    top.offer(first + paper, segment.arrays.days[paper] ?? NO_DAY);
  }
  return matching;
}
