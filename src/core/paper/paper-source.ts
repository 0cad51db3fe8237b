import type { Coded } from '../base/coded.ts';
import type { Day, Instant } from '../base/time.ts';
import type { JsonExcess } from '../replies/json-limits.ts';
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
  readonly skipped: readonly SkippedItem[];
  /** The source's name. */
  readonly source: string;
}

/** Why an item of a list, or a record of a file, is no paper; worded where it is logged or shown (`core/reason/word-unusable.ts`). */
export type UnusableReason =
  /** An item of a list, and not one of the API’s shape. */
  | Coded<'no-item'>
  /** A value of a file, and not an object. */
  | Coded<'no-record'>
  | Coded<'no-json'>
  | Coded<'no-title', { readonly id?: PaperId }>
  | Coded<'no-id', { readonly title?: string }>
  /** The id is neither text nor a number. */
  | Coded<'odd-id'>
  /** The id, or its beginning, is none of arXiv. */
  | Coded<'foreign-id', { readonly id: string }>
  | Coded<'long-id', { readonly length: number }>
  /** The beginning of the date; without one it is not even text. */
  | Coded<'odd-date', { readonly date?: string }>
  | Coded<'too-long'>
  | Coded<'too-large', { readonly excess: JsonExcess }>
  /** Reading it failed, and why, as the error said. */
  | Coded<'not-read', { readonly why: string }>;

/** Something that was to be a paper and is none. */
export interface Unusable {
  readonly reason: UnusableReason;
}

/** An item that is no paper: its place in the list, and why. */
export interface SkippedItem extends Unusable {
  readonly index: number;
}

/** All sources together. Every method throws a `SourceError` when the source fails or returns nonsense. */
export interface PaperLists {
  list(query: ListQuery): Promise<PaperBatch>;
}

export interface ListTimes {
  /** When the list of a day stops growing, as its source has it. */
  getClosingTime(day: Day): Instant;
}

/** The sources as people know them, for what is said about them. */
export interface NamedSources {
  readonly names: {
    /** Of the one that lists come from. */
    readonly lists: string;
    /** Of the one that is asked for what lists leave out. */
    readonly details: string;
  };
}

export interface PaperLookup {
  /** `undefined` when no source knows the paper. */
  fetchPaper(id: PaperId): Promise<Paper | undefined>;
}

export interface PaperDetails {
  /** What a list leaves out of a paper, in one request to the first source that has papers one by one; it says no more than that source does. */
  fetchDetails(id: PaperId): Promise<Paper | undefined>;
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
  /** The names of the sources that can be searched, by the ids that buttons contain. */
  readonly searchable: ReadonlyMap<string, string>;
  /** Searches all papers of one of them. Throws for any other. */
  search(sourceId: string, text: string, limit: number): Promise<PaperBatch>;
}
