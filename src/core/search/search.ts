import type { Span } from '../base/text.ts';
import type { Paper, PaperId } from '../paper/paper.ts';

export interface SearchHit {
  readonly paperId: PaperId;
  /** Higher is better; comparable only within one answer. */
  readonly score: number;
  /** Why it was found: a passage of title or abstract, matched words strong; before it, names and keywords that matched. */
  readonly snippet: readonly Span[];
}

/** Another search that the person may have meant, with the word that differs. */
export interface OfferedSearch {
  readonly word: string;
  readonly query: string;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** How many match in total: contain any of the words, and everything that is required. */
  readonly total: number;
  /** `total` was not counted to the end: at least this many match. */
  readonly totalIsFloor?: boolean;
  /** Any of several words is enough to match, so `total` means little: the best matches come first. */
  readonly isAnyWord?: boolean;
  readonly tookMs: number;
  /** What the engine changed by itself: a corrected word, a loosened operator. In words, for the person. */
  readonly notes: readonly string[];
  /** A corrected word as it was typed, or a likely correction that was not applied. */
  readonly offers?: readonly OfferedSearch[];
  /** Why no search was made, where the query has nothing to search for. */
  readonly nothing?: string;
  /** Of similar papers: none is close, and the hits are the nearest of those that are not. */
  readonly noneIsClose?: true;
  /** The index is still being built: there may be more. */
  readonly isIncomplete?: true;
}

/** Which hits of an answer. */
export interface SearchPage {
  readonly offset: number;
  readonly limit: number;
  /** Nobody reads them, and to cut them is a quarter of the work of this thread. */
  readonly hasNoSnippets?: true;
}

/** Fewer papers do not show which words occur together: they get no vectors. */
export const MIN_PAPERS_FOR_VECTORS = 500;

/** The papers' vectors in the latent model: two are similar where their vectors point in the same direction. */
export interface PaperVectors {
  /** Vectors of length 1, for those papers that have one; none while the index is not available. Never rejects. */
  readVectors(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>>;
}

/** Local search over all saved papers. */
export interface SearchEngine {
  /** Operators as typed: "phrase", -word, begin*, author:, org:, after:, before:, votes:>20, code:yes. */
  search(query: string, page: SearchPage): Promise<SearchAnswer>;
  /** Papers similar to a paper, without it. */
  findSimilar(paper: Paper, limit: number): Promise<SearchAnswer>;
  /** Titles that start with or contain `typed`, for autocomplete. */
  suggest(typed: string, limit: number): Promise<Array<{ paperId: PaperId; title: string }>>;
  /** Makes new and changed papers searchable. */
  update(papers: readonly Paper[]): Promise<void>;
  /** The background work and its progress, in words; `undefined` when there is none. */
  describeStatus(): string | undefined;
}
