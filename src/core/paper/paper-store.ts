import type { Instant } from '../base/time.ts';
import type { Paper, PaperId } from './paper.ts';

/** Counts of one paper at one moment; saved when they differ from the snapshot before. */
export interface Snapshot {
  readonly at: Instant;
  readonly upvotes?: number;
  readonly comments?: number;
  readonly stars?: number;
}

export interface PaperStore {
  /** Merges each into the saved paper (see `mergePapers`) and takes a snapshot of its counts. One transaction. */
  save(papers: readonly Paper[], at: Instant): Promise<{ added: PaperId[]; changed: PaperId[] }>;
  find(id: PaperId): Promise<Paper | undefined>;
  /** Those that exist, in the order asked for. */
  findMany(ids: readonly PaperId[]): Promise<Paper[]>;
  /** The upvotes of those that exist, 0 where no source has given them; without reading the papers themselves. */
  readUpvotes(ids: readonly PaperId[]): Promise<Map<PaperId, number>>;
  /** Snapshots since `since` and the last one before it, oldest first, by paper. */
  listSnapshots(ids: readonly PaperId[], since: Instant): Promise<Map<PaperId, Snapshot[]>>;
  count(): Promise<number>;
  /** All papers, in batches, ordered by id; for building an index. */
  readAll(batchSize: number): AsyncIterable<Paper[]>;
  /**
   * Papers saved with a change after `since` (exclusive), oldest change first. `changedAt` is the time of the save,
   * pushed on where needed: no two papers have the same one and a later change always has a higher one, also when the clock
   * stops or goes back. So the last one seen is all that a follower has to store.
   */
  listChangedSince(since: Instant, limit: number): Promise<Array<{ paper: Paper; changedAt: Instant }>>;
  /** How many papers `listChangedSince` would list without a limit. */
  countChangedSince(since: Instant): Promise<number>;
  /** The `changedAt` of the last change, 0 when there is none: the start for a follower that reads `readAll` afterward. */
  readLastChange(): Promise<Instant>;
  /** A random id of the database that the papers are in, made with it; a copy of the database has the same. */
  readIdentity(): Promise<string>;
}
