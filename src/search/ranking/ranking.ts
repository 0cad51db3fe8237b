import { computeIdf } from '../postings/bm25.ts';
import { FORM_MARK, NO_DAY } from '../postings/indexed-paper.ts';
import type { Segment } from '../postings/segment.ts';
import { MAX_SEGMENT_PAPERS } from '../postings/segment-arrays.ts';
import { TopPapers } from '../postings/top-papers.ts';
import { listAllowedPapers } from '../query/constraints.ts';
import { intersect, type Masks } from '../query/masks.ts';
import type { ParsedQuery } from '../query/query.ts';
import type { QueryWord } from '../query/query-words.ts';
import { listDictionaryTexts, type TermLookup } from '../query/term-lookup.ts';
import { RANKING, type RankingParameters } from './ranking-parameters.ts';
import type { Candidate } from './rescoring.ts';
import { type ScoredTerm, SegmentScorer } from './segment-scorer.ts';

/** The best papers for a query, best first. */
export interface Ranked {
  readonly hits: readonly Candidate[];
  readonly total: number;
  /** `total` was not counted to the end: at least this many match. */
  readonly totalIsFloor: boolean;
  /** For each segment 1 for the papers that meet what is demanded; absent where all do. */
  readonly allowed: ReadonlyArray<Uint8Array | undefined>;
}

type WordParameters = Pick<RankingParameters, 'nameWeight' | 'formWeight' | 'formWords'>;

/** Ranks by words. One serves all queries, one after the other. */
export class Ranker {
  readonly #scorer = new SegmentScorer();
  readonly #parameters: WordParameters;

  constructor(parameters: WordParameters = RANKING) {
    this.#parameters = parameters;
  }

  /** The best `count` papers of all segments, where some are `required` of those. A query of only operators lists the newest. */
  rank(lookup: TermLookup, query: ParsedQuery, count: number, required?: Masks): Ranked {
    const { nameWeight, formWeight, formWords } = this.#parameters;
    const isShort = query.words.filter(({ joined }) => !joined).length <= formWords;
    const lists = query.words.flatMap((word) => [
      ...weigh(lookup, word, nameWeight),
      ...(isShort ? weighForms(lookup, word, formWeight) : []),
    ]);
    const top = new TopPapers(count);
    let total = 0;
    let counted = true;
    const masks = lookup.segments.map((segment, number) => {
      const allowed = listAllowedPapers(segment, query);
      const wanted = required?.[number];
      return allowed && wanted ? intersect(allowed, wanted) : (allowed ?? wanted);
    });
    for (const [number, segment] of lookup.segments.entries()) {
      const allowed = masks[number];
      const firstPaper = number * MAX_SEGMENT_PAPERS;
      if (query.words.length === 0) {
        total += offerNewest(segment, allowed, top, firstPaper);
        continue;
      }
      const options = { average: lookup.averageLength, allowed, top, firstPaper };
      const outcome = this.#scorer.score(segment, listTerms(number, lists), options);
      total += outcome.matchCount;
      counted &&= outcome.counted;
    }
    return { hits: drain(top), total, totalIsFloor: !counted, allowed: masks };
  }
}

function drain(top: TopPapers): Candidate[] {
  return top.drain().map(({ paper, score }) => ({
    segment: Math.floor(paper / MAX_SEGMENT_PAPERS),
    paper: paper % MAX_SEGMENT_PAPERS,
    score,
  }));
}

/** The lists that one segment has. */
function listTerms(segment: number, lists: readonly WeighedList[]): ScoredTerm[] {
  return lists.flatMap(({ numbers, weight, scale }): ScoredTerm[] => {
    const term = numbers[segment] ?? -1;
    return term < 0 ? [] : [{ term, weight, scale }];
  });
}

interface WeighedList {
  readonly numbers: readonly number[];
  readonly weight: number;
  readonly scale: number;
}

/**
 * The lists of a word and what each is worth. A name counts by the share of papers in which the word is a name: fully
 * for `hinton`, hardly for `page` or `agent`, even if somebody has that name.
 */
function weigh(lookup: TermLookup, word: QueryWord, nameWeight: number): WeighedList[] {
  const all = word.holders ?? lookup.countDocuments(word);
  const weight = word.count * computeIdf(lookup.papers, all);
  return listDictionaryTexts(word).flatMap((text) => {
    const holders = lookup.countPapersWith(text);
    const numbers = lookup.find(text);
    if (holders === 0 || (nameWeight === 0 && text !== word.term)) return [];
    if (text === word.term) return [{ numbers, weight, scale: 1 }];
    return [{ numbers, weight: (weight * holders) / all, scale: nameWeight }];
  });
}

/** What papers earn besides where they have the word as it was typed, and not only its stem. */
function weighForms(lookup: TermLookup, { forms = [], count }: QueryWord, formWeight: number): WeighedList[] {
  if (formWeight === 0) return [];
  return forms.map((form) => {
    const text = FORM_MARK + form;
    const weight =
      (formWeight * count * computeIdf(lookup.papers, lookup.countPapersWith(text))) / forms.length;
    return { numbers: lookup.find(text), weight, scale: 1 };
  });
}

function offerNewest(
  segment: Segment,
  allowed: Uint8Array | undefined,
  top: TopPapers,
  first: number,
): number {
  let matchCount = 0;
  for (let paper = 0; paper < segment.size; paper++) {
    if (allowed && allowed[paper] !== 1) continue;
    matchCount += 1;
    top.offer(first + paper, segment.arrays.days[paper] ?? NO_DAY);
  }
  return matchCount;
}
