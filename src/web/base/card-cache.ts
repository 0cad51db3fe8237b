import { LRUCache } from 'lru-cache';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { CardSummary } from '../../core/summary/summary.ts';

type ForCard = (paper: Paper) => CardSummary | undefined;

/** What a summary is made of. */
type Source = Pick<Paper, 'title' | 'abstract' | 'aiSummary' | 'aiSummaryModel'>;

interface Card {
  readonly source: Source;
  readonly summary: CardSummary | undefined;
}

/** Some months of papers, in about 25 MB. */
const MAX_CARDS = 10_000;

/**
 * Summaries of papers whose texts are unchanged are made once. To choose an abstract's sentences takes about two milliseconds
 * of CPU time: for the fifty papers of a day that is more than everything else of the page.
 */
export function cacheCards(forCard: ForCard): ForCard {
  const cards = new LRUCache<PaperId, Card>({ max: MAX_CARDS });
  return (paper) => {
    const cached = cards.get(paper.id);
    if (cached && isSame(cached.source, paper)) return cached.summary;
    const { title, abstract, aiSummary, aiSummaryModel } = paper;
    const summary = forCard(paper);
    cards.set(paper.id, { source: { title, abstract, aiSummary, aiSummaryModel }, summary });
    return summary;
  };
}

function isSame(a: Source, b: Source): boolean {
  return (
    a.title === b.title &&
    a.abstract === b.abstract &&
    a.aiSummary === b.aiSummary &&
    a.aiSummaryModel === b.aiSummaryModel
  );
}
