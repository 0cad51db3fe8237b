import type { Span } from '../base/text.ts';
import type { Paper, PaperId } from '../paper/paper.ts';

export interface SearchHit {
  readonly paperId: PaperId;
  /** Higher is better; comparable within one answer alone. */
  readonly score: number;
  /** Why it was found: a piece of title or abstract, matched words strong; before it, names and keywords that matched. */
  readonly snippet: readonly Span[];
}

/** Another search that the person may have meant, by the word that makes the difference. */
export interface OfferedSearch {
  readonly word: string;
  readonly query: string;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** How many match in all: hold any of the words, and all that is demanded. */
  readonly total: number;
  /** `total` was not counted to the end: at least so many match. */
  readonly totalIsFloor?: boolean;
  /** Any of several words is enough to match, so that `total` says little: the best matches come first. */
  readonly isAnyWord?: boolean;
  readonly tookMs: number;
  /** What the engine did on its own: a corrected word, a loosened operator. In words, for the person. */
  readonly notes: readonly string[];
  /** A corrected word as it was typed, or one that was likely meant and not taken. */
  readonly offers?: readonly OfferedSearch[];
  /** Why nothing was searched for, where there is nothing in the query to search for. */
  readonly nothing?: string;
}

/** Where papers lie in the space of the latent model: two are alike where their vectors point the same way. */
export interface PaperVectors {
  /** Vectors of length 1, of those papers that have one; of none while the index cannot be asked. Never rejects. */
  vectors(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>>;
}

/** Local search over all saved papers. */
export interface SearchEngine {
  /** Operators as typed: "phrase", -word, begin*, author:, org:, after:, before:, votes:>20, code:yes. */
  search(query: string, page: { offset: number; limit: number }): Promise<SearchAnswer>;
  /** Neighbours of a paper, without it. */
  similar(paper: Paper, limit: number): Promise<SearchAnswer>;
  /** Titles that start like or hold `typed`, for autocomplete. */
  suggest(typed: string, limit: number): Promise<Array<{ paperId: PaperId; title: string }>>;
  /** Makes new and changed papers findable. */
  update(papers: readonly Paper[]): Promise<void>;
  /** What is being done in the background and how far it is, in words; `undefined` when there is nothing to do. */
  status(): string | undefined;
}
