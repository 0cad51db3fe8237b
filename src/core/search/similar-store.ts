import type { PaperId } from '../paper/paper.ts';

/** The papers that a search found similar to one. */
export interface StoredSimilar {
  readonly paperId: PaperId;
  /** Of the texts that were searched for: where they have changed since, it is searched again. */
  readonly textChecksum: string;
  /** How many papers were saved then: among many more others may be closer. */
  readonly paperCount: number;
  /** The closest first; empty where none is close. */
  readonly similar: readonly PaperId[];
}

/** A paper, and among how many others its similar ones were searched for; without a number nothing is stored. */
export interface SimilarState {
  readonly paperId: PaperId;
  readonly paperCount?: number;
}

/** Similar papers: to search for them takes tens of milliseconds, and a page must not wait for it. */
export interface SimilarStore {
  find(id: PaperId): Promise<StoredSimilar | undefined>;
  /** Replaces the existing ones. */
  put(found: readonly StoredSimilar[]): Promise<void>;
  /** Every saved paper below `before`, the highest id first: ids of arXiv begin with the year. */
  listStates(before: PaperId | undefined, limit: number): Promise<SimilarState[]>;
}
