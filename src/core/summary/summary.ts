import type { Day } from '../base/time.ts';
import type { Paper, PaperId } from '../paper/paper.ts';

/** `tldr`: one sentence of about 25 words. `short`: three sentences. `bullets`: problem, method and result, each named. */
export type SummaryStyle = 'tldr' | 'short' | 'bullets';

export interface Summary {
  readonly style: SummaryStyle;
  readonly points: ReadonlyArray<{ readonly label?: string; readonly text: string }>;
  /** Who wrote it, for the reader. */
  readonly by: string;
  /** What the reader should know: dropped sentences, language not available, budget used up. */
  readonly notes: readonly string[];
}

/** What a card and an overview say of a paper. */
export interface CardSummary {
  /** Two or three sentences. */
  readonly text: string;
  /** What it found, in one sentence of at most 120 characters; absent where nothing can be said in so few. */
  readonly line?: string;
  /** Who wrote it, for the reader. */
  readonly by: string;
}

export interface Summarizer {
  /**
   * Always answers: each provider that fails gives way to the next, down to the abstract's own sentences. Rejects only with
   * the reason of `signal` once that is aborted. `onProgress` hears in a few words what is being done, first after
   * about a second and then at every change. `asker` is whose share of the model it takes.
   */
  summarize(
    paper: Paper,
    style: SummaryStyle,
    language: string,
    signal?: AbortSignal,
    onProgress?: (doing: string) => void,
    asker?: string,
  ): Promise<Summary>;
  /** Says a paper shortly, at once and without any network. */
  forCard(paper: Paper): CardSummary | undefined;
}

/** A section of a paper's full text: plain text, untrusted like all of a paper. */
export interface PaperSection {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly text: string;
}

/**
 * Fetches the full text without references and appendices, in order; `undefined` where none can be had.
 * May throw a `SourceError`.
 */
export type FullText = (paper: Paper, signal?: AbortSignal) => Promise<readonly PaperSection[] | undefined>;

/** What a stored summary is known by: there is one for each. */
export interface SummaryKey {
  readonly paperId: PaperId;
  readonly style: SummaryStyle;
  /** A canonical BCP 47 tag: `en`, `de`, `pt-BR`. */
  readonly language: string;
  readonly model: string;
  readonly promptVersion: number;
}

/** A summary that a model wrote and that held against the paper. */
export interface StoredSummary {
  readonly summary: Summary;
  /** Of the text it was made of: a summary of a text that has changed since is written anew. */
  readonly textChecksum: string;
}

/** What models have cost. */
export interface Spend {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In the currency of the configured price. */
  readonly cost: number;
}

/** Keeps written summaries, and what writing them has cost on each day (UTC). */
export interface SummaryStore {
  get(key: SummaryKey): Promise<StoredSummary | undefined>;
  /** Replaces the one that is there. */
  put(key: SummaryKey, stored: StoredSummary): Promise<void>;
  /** All zero for a day on which nothing was spent. */
  spend(day: Day): Promise<Spend>;
  /** Adds to the day's sums, also when several processes do so at once. */
  addSpend(day: Day, spend: Spend): Promise<void>;
}
