import type { Instant } from '../../core/base/time.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';

/** What the search needs from the owner of the papers; the store's papers satisfy it. */
export interface SearchablePapers {
  count(): Promise<number>;
  /** Everything, in batches. */
  readAll(batchSize: number): AsyncIterable<readonly Paper[]>;
  /** Papers saved with a change after `since` (exclusive), oldest change first; no two have one `changedAt`. */
  listChangedSince(
    since: Instant,
    limit: number,
  ): Promise<ReadonlyArray<{ readonly paper: Paper; readonly changedAt: Instant }>>;
  /** The `changedAt` of the last change; 0 when there is none. */
  readLastChange(): Promise<Instant>;
  /** A random id of the database they are in; a copy of it has the same. */
  readIdentity(): Promise<string>;
  /** Those that exist, in the order asked for. */
  findMany(ids: readonly PaperId[]): Promise<readonly Paper[]>;
}
