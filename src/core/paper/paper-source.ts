import type { Day } from '../base/time.ts';
import type { Paper, PaperId } from './paper.ts';

export type ListQuery =
  | { readonly kind: 'day'; readonly day: Day }
  /** ISO week `2026-W16`. */
  | { readonly kind: 'week'; readonly week: string }
  /** `2026-04`. */
  | { readonly kind: 'month'; readonly month: string }
  | { readonly kind: 'trending' };

export interface PaperBatch {
  /** In the source's order. */
  readonly papers: readonly Paper[];
  /** Items that could not be parsed, each with its reason. */
  readonly skipped: ReadonlyArray<{ readonly index: number; readonly reason: string }>;
  /** The source's name. */
  readonly source: string;
}

/** All sources together. Every method throws a `SourceError` when the source fails or returns nonsense. */
export interface PaperLists {
  list(query: ListQuery): Promise<PaperBatch>;
}

export interface PaperLookup {
  /** `undefined` when no source knows the paper. */
  fetchPaper(id: PaperId): Promise<Paper | undefined>;
}

export interface PaperFiller {
  /** Asks for what these papers lack: abstract, authors, categories. Papers that no source knows are returned unchanged. */
  fill(papers: readonly Paper[]): Promise<Paper[]>;
}

export interface PaperWatch {
  /** The current data of these papers: whether one was withdrawn. A hundred ids are one request. */
  fetchLatest(ids: readonly PaperId[]): Promise<Paper[]>;
}

export interface PaperSearch {
  /** Searches all papers of one source; `huggingface` and `arxiv` have a search. */
  search(source: SourceId, text: string, limit: number): Promise<PaperBatch>;
}

/** Sources with a search, by the id that buttons contain. */
export type SourceId = 'huggingface' | 'arxiv';
