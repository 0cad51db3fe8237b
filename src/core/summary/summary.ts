import type { Coded } from '../base/coded.ts';
import type { Day } from '../base/time.ts';
import type { CardSummary } from '../message/message.ts';
import type { Paper, PaperId } from '../paper/paper.ts';

/** `tldr`: one sentence of about 25 words. `short`: three sentences. `bullets`: problem, method and result, each named. */
export type SummaryStyle = 'tldr' | 'short' | 'bullets';

export const STYLES: readonly SummaryStyle[] = ['tldr', 'short', 'bullets'];

/** The providers besides models, which have names of their own: Hugging Face's AI summary, and the paper's own sentences. */
export const HUGGING_FACE = 'hugging-face';
export const EXTRACT = 'extract';

export interface Summary {
  readonly style: SummaryStyle;
  readonly points: ReadonlyArray<{ readonly label?: string; readonly text: string }>;
  /** Who wrote it, for the reader. */
  readonly by: string;
  /** For comparing providers; absent where there is no summary. */
  readonly origin?: SummaryOrigin;
  /** What the reader should know: dropped sentences, language not available, budget used up. */
  readonly notes: readonly string[];
}

/** Who wrote a summary, and in which language. */
export interface SummaryOrigin {
  /** A model's name, `HUGGING_FACE` or `EXTRACT`. */
  readonly provider: string;
  readonly language: string;
}

export interface Summarizer {
  /** Whether a model writes summaries: without one all of them are in English. */
  readonly hasModel: boolean;
  /**
   * Always answers: when a provider fails the next one is used, down to the abstract's own sentences. Rejects only with
   * the reason of `signal` once that is aborted. `onProgress` is called with a few words on what is being done, first after
   * about a second and then at every change. The request counts against the model share of `asker`.
   */
  summarize(
    paper: Paper,
    style: SummaryStyle,
    language: string,
    signal?: AbortSignal,
    onProgress?: (status: string) => void,
    asker?: string,
  ): Promise<Summary>;
  /** Short texts about a paper, at once and without any network. */
  findCardSummary(paper: Paper): CardSummary | undefined;
}

/** A section of a paper's full text: plain text, untrusted like everything from a paper. */
export interface PaperSection {
  /** Empty for the text before the first heading. */
  readonly heading: string;
  readonly text: string;
}

/**
 * Fetches the full text without references and appendices, in order; `undefined` where there is none.
 * May throw a `SourceError`.
 */
export type FullText = (paper: Paper, signal?: AbortSignal) => Promise<readonly PaperSection[] | undefined>;

/** The key of a stored summary: there is one for each. */
export interface SummaryKey {
  readonly paperId: PaperId;
  readonly style: SummaryStyle;
  /** A canonical BCP 47 tag: `en`, `de`, `pt-BR`. */
  readonly language: string;
  readonly model: string;
  readonly promptVersion: number;
}

/** What no sentence of a summary contains, whoever wrote it and whether or not the paper has it. */
export type Barred = 'instruction' | 'contact' | 'appeal';

/** What the reader of a model’s summary should know, as it is stored. */
export type SummaryNote =
  /** Each a name or a number that the paper does not have. */
  | Coded<'invented-dropped', { readonly inventions: readonly string[] }>
  | Coded<'barred-dropped', { readonly things: readonly Barred[] }>
  /** Instructions for models, which the paper contains. */
  | Coded<'orders-left-out'>
  /** Already worded: written by a version that stored sentences. */
  | Coded<'text', { readonly text: string }>;

/** A summary that a model wrote and that passed the checks against the paper. It is worded for each reader. */
export interface WrittenSummary extends Pick<Summary, 'style' | 'points'> {
  /** What of the paper the model was shown. */
  readonly source: 'full' | 'abstract';
  readonly notes: readonly SummaryNote[];
}

export interface StoredSummary {
  readonly summary: WrittenSummary;
  /** Of the text it was made from: a summary of a text that has changed since is written again. */
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

/** Stores written summaries, and the cost of writing them on each day (UTC). */
export interface SummaryStore {
  find(key: SummaryKey): Promise<StoredSummary | undefined>;
  /** Whether a model's summary of this paper is stored, by whatever prompt. */
  has(key: Omit<SummaryKey, 'model' | 'promptVersion'> & { readonly provider: string }): Promise<boolean>;
  /** Replaces the existing one. */
  put(key: SummaryKey, stored: StoredSummary): Promise<void>;
  /** All zero for a day on which nothing was spent. */
  sumSpend(day: Day): Promise<Spend>;
  /** Adds to the day's totals, also when several processes do so at once. */
  addSpend(day: Day, spend: Spend): Promise<void>;
}
