import type { Paper } from './paper.ts';

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

export interface Summarizer {
  /**
   * Always answers: each rung that fails gives way to the next, down to the abstract's own sentences. Rejects only with
   * the reason of `signal` once that is aborted.
   */
  summarize(paper: Paper, style: SummaryStyle, language: string, signal?: AbortSignal): Promise<Summary>;
  /** Two or three sentences for a card, at once and without any network. */
  forCard(paper: Paper): { readonly text: string; readonly by: string } | undefined;
}
