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
  /** Items that could not be read, each with its reason. */
  readonly skipped: ReadonlyArray<{ readonly index: number; readonly reason: string }>;
  /** The source's name. */
  readonly source: string;
}

/** Where papers come from. Every method throws a `SourceError` when the source fails or answers nonsense. */
export interface PaperSource {
  readonly name: string;
  list(query: ListQuery): Promise<PaperBatch>;
  /** `undefined` when the source does not know the paper. */
  paper(id: PaperId): Promise<Paper | undefined>;
  search(text: string, limit: number): Promise<PaperBatch>;
}
