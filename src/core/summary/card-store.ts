import type { CardSummary } from '../message/message.ts';
import type { PaperId } from '../paper/paper.ts';

/** Rises whenever the same paper may get another card, so that stored ones are made again. A test compares it with what is made. */
export const CARD_VERSION = 5;

/** A card as it is stored. */
export interface StoredCard {
  readonly paperId: PaperId;
  /** Of the texts that it was made from: where they have changed since, it is made again. */
  readonly textChecksum: string;
  /** Absent where the paper has no text. */
  readonly summary?: CardSummary | undefined;
}

/** Cards of papers: to make one takes milliseconds, and a page shows hundreds. Those of other versions are as good as none. */
export interface CardStore {
  /** Those that are stored. */
  findMany(ids: readonly PaperId[]): Promise<StoredCard[]>;
  /** Replaces the existing ones. */
  put(cards: readonly StoredCard[]): Promise<void>;
  /** Ids of papers without a card, the highest first, below `before`: ids of arXiv begin with the year. */
  listMissing(before: PaperId | undefined, limit: number): Promise<PaperId[]>;
}
