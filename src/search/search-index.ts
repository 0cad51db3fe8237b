import type { Paper, PaperId } from '../core/paper.ts';
import { AUTHOR_MARK, ORGANIZATION_MARK, SPELLING_MARK, termsOf } from './indexed-paper.ts';
import { Overlay } from './overlay.ts';
import type { ParsedQuery, QueryWord } from './query.ts';
import { papersHolding, rank, statisticsOf } from './ranking.ts';
import type { Segment } from './segment.ts';
import { suggestPapers } from './suggest.ts';
import { correctWords } from './typo.ts';
import { idf, TITLE_WEIGHT } from './weights.ts';

/** An answer as the worker gives it: papers by id, and what a snippet needs to be cut. */
export interface IndexAnswer {
  readonly hits: ReadonlyArray<{ readonly paperId: PaperId; readonly score: number }>;
  readonly total: number;
  readonly totalIsFloor: boolean;
  readonly notes: readonly string[];
  /** Terms searched for, each with its weight. */
  readonly terms: ReadonlyArray<readonly [term: string, weight: number]>;
}

/** How many words of a paper are taken to find others like it. */
const SIMILAR_WORDS = 40;

/** The whole index in memory: what the search worker holds. */
export class SearchIndex {
  readonly #overlay: Overlay;

  constructor(base: readonly Segment[]) {
    this.#overlay = new Overlay(base);
  }

  get papers(): number {
    return this.#overlay.living;
  }

  /** Papers added, changed or withdrawn since the snapshot. */
  get changes(): number {
    return this.#overlay.changes;
  }

  update(papers: readonly Paper[]): void {
    this.#overlay.apply(papers);
  }

  search(query: ParsedQuery, page: { offset: number; limit: number }): IndexAnswer {
    const segments = this.#overlay.segments();
    const notes = [...query.notes];
    const corrected = correctWords(segments, query.words);
    for (const { from, to } of corrected.corrections) {
      notes.push(`No paper has “${from}”; searched for “${to}”.`);
    }
    let asked: ParsedQuery = { ...query, words: corrected.words };
    let ranked = rank(segments, asked, page.offset + page.limit);
    if (ranked.total === 0 && query.phrases.length > 0) {
      asked = { ...asked, phrases: [] };
      ranked = rank(segments, asked, page.offset + page.limit);
      if (ranked.total > 0) notes.push('No paper has exactly this phrase; these have its words.');
    }
    const { total, totalIsFloor } = ranked;
    const hits = ranked.hits.slice(page.offset).map(({ paperId, score }) => ({ paperId, score }));
    return { hits, total, totalIsFloor, notes, terms: this.#weigh(segments, asked.words) };
  }

  similar(paper: Paper, limit: number): IndexAnswer {
    const segments = this.#overlay.segments();
    const words = this.#tellingWords(segments, paper);
    const query = { words, phrases: [], without: [], authors: [], organizations: [], notes: [] };
    const ranked = rank(segments, query, limit + 1);
    const hits = ranked.hits.filter((hit) => hit.paperId !== paper.id).slice(0, limit);
    const total = Math.max(hits.length, ranked.total - 1);
    const terms = this.#weigh(segments, words);
    return {
      hits: hits.map(({ paperId, score }) => ({ paperId, score })),
      total,
      totalIsFloor: true,
      notes: [],
      terms,
    };
  }

  suggest(typed: string, limit: number): PaperId[] {
    return suggestPapers(this.#overlay.segments(), typed, limit);
  }

  #weigh(segments: readonly Segment[], words: readonly QueryWord[]): Array<readonly [string, number]> {
    const { papers } = statisticsOf(segments);
    return words.map((word) => [word.term, word.count * idf(papers, papersHolding(segments, word))] as const);
  }

  /** The words of a paper that set it apart from others most. */
  #tellingWords(segments: readonly Segment[], paper: Paper): QueryWord[] {
    const counts = new Map<string, number>();
    termsOf(paper, (term, _position, field) => {
      if ([AUTHOR_MARK, ORGANIZATION_MARK, SPELLING_MARK].includes(term[0] ?? '')) return;
      counts.set(term, (counts.get(term) ?? 0) + (field === 0 ? TITLE_WEIGHT : 1));
    });
    const { papers } = statisticsOf(segments);
    return [...counts]
      .map(([term, frequency]) => {
        const weight = frequency / (frequency + 1.2);
        return {
          word: { term, count: weight },
          value: weight * idf(papers, papersHolding(segments, { term })),
        };
      })
      .sort((a, b) => b.value - a.value)
      .slice(0, SIMILAR_WORDS)
      .map(({ word }) => word);
  }
}
