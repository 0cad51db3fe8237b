import type { Candidate } from './rescoring.ts';

/** A paper of a segment. */
export type Located = Pick<Candidate, 'segment' | 'paper'>;

/** The candidates behind these papers, which keep their order and score more than any other. */
export function putFirst(first: readonly Located[], candidates: readonly Candidate[]): readonly Candidate[] {
  if (first.length === 0) return candidates;
  const keys = new Set(first.map(toKey));
  const others = candidates.filter((candidate) => !keys.has(toKey(candidate)));
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0);
  const raised = first.map(({ segment, paper }, i) => {
    return { segment, paper, score: best + 1 + (first.length - i) / first.length };
  });
  return [...raised, ...others];
}

export function toKey({ segment, paper }: Located): string {
  return `${segment} ${paper}`;
}
