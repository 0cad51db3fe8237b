/** Quality of one engine on one collection, averaged over its queries. */
export interface Quality {
  readonly ndcg: number;
  readonly recall: number;
  readonly mrr: number;
}

/**
 * nDCG@10 (a relevant document gains 1, discounted by log2 of its rank + 1, over the best order possible), recall@50
 * and mean reciprocal rank within 50, over the queries that have a relevant document.
 */
export function qualityOf(
  answers: ReadonlyMap<string, readonly string[]>,
  relevant: ReadonlyMap<string, ReadonlySet<string>>,
): Quality {
  let [ndcg, recall, mrr] = [0, 0, 0];
  for (const [query, ids] of answers) {
    const wanted = relevant.get(query) ?? new Set();
    const found = ids.slice(0, 50).map((id) => wanted.has(id));
    ndcg += gain(found.slice(0, 10)) / gain(Array.from({ length: Math.min(10, wanted.size) }, () => true));
    recall += found.filter(Boolean).length / wanted.size;
    const first = found.indexOf(true);
    mrr += first < 0 ? 0 : 1 / (first + 1);
  }
  const count = Math.max(answers.size, 1);
  return { ndcg: ndcg / count, recall: recall / count, mrr: mrr / count };
}

function gain(found: readonly boolean[]): number {
  return found.reduce((sum, isRelevant, i) => sum + (isRelevant ? 1 / Math.log2(i + 2) : 0), 0);
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
