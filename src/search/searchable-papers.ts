import type { Instant, Paper, PaperId } from '../core/paper.ts';

/** What the search room asks of whoever keeps the papers; the store's papers fit as they are. */
export interface SearchablePapers {
  count(): Promise<number>;
  /** Everything, in batches. */
  all(batchSize: number): AsyncIterable<readonly Paper[]>;
  /** Papers saved with a change after `since` (exclusive), oldest change first. */
  changedSince(
    since: Instant,
    limit: number,
  ): Promise<ReadonlyArray<{ readonly paper: Paper; readonly changedAt: Instant }>>;
  /** Those that exist, in the order asked for. */
  getMany(ids: readonly PaperId[]): Promise<readonly Paper[]>;
}
