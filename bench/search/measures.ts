import type { Judgments } from './judgments.ts';

/** Quality of one engine on one collection, averaged over its queries. */
export interface Quality {
  /** Every document that answers gains 1. */
  readonly ndcg: number;
  /** It gains its grade. */
  readonly graded: number;
  readonly recall: number;
  readonly mrr: number;
}

/**
 * nDCG@10 (what a document gains, discounted by log2 of its rank + 1, over the best order possible), recall@50 and mean
 * reciprocal rank within 50, over the queries that a document answers.
 */
export function measureQuality(
  answers: ReadonlyMap<string, readonly string[]>,
  judgments: Judgments,
): Quality {
  let [ndcg, graded, recall, mrr] = [0, 0, 0, 0];
  for (const [query, ids] of answers) {
    const wanted = judgments.get(query) ?? new Map<string, number>();
    const grades = ids.slice(0, 50).map((id) => wanted.get(id) ?? 0);
    graded += shareOfBest(grades, [...wanted.values()]);
    ndcg += shareOfBest(grades.map(Math.sign), [...wanted.values()].map(Math.sign));
    recall += grades.filter((grade) => grade > 0).length / wanted.size;
    const first = grades.findIndex((grade) => grade > 0);
    mrr += first < 0 ? 0 : 1 / (first + 1);
  }
  const count = Math.max(answers.size, 1);
  return { ndcg: ndcg / count, graded: graded / count, recall: recall / count, mrr: mrr / count };
}

/** nDCG@10 of one query, where every document that answers gains 1. */
export function queryNdcg(ids: readonly string[], wanted: ReadonlyMap<string, number>): number {
  const found = ids.map((id) => Math.sign(wanted.get(id) ?? 0));
  return wanted.size === 0 ? 0 : shareOfBest(found, [...wanted.values()].map(Math.sign));
}

const CUT = 10;

function shareOfBest(found: readonly number[], all: readonly number[]): number {
  return gain(found.slice(0, CUT)) / gain(all.toSorted((a, b) => b - a).slice(0, CUT));
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
}

/** 0 where there are none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
