import type { Metrics } from './metrics.ts';

/** The servers that papers come from, as labels. */
export const SOURCES = ['hugging-face', 'arxiv'] as const;

/** Counts a failure of a source, by its id: the interface and the pages of Hugging Face are one server. */
export function countSourceFailure(metrics: Metrics, id: string): void {
  metrics.count('paperboy_source_failures_total', { source: id === 'arxiv' ? 'arxiv' : 'hugging-face' });
}
