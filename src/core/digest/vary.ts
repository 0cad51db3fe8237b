import type { ChosenPaper } from '../delivery/delivery.ts';
import type { PaperId } from '../paper/paper.ts';
import { roundToHundredths } from './rank.ts';

/** Unit-length vectors of papers: two papers are similar where their vectors point in the same direction. */
export type Vectors = ReadonlyMap<PaperId, Float32Array>;

export const VARIETY = {
  /**
   * What a paper that repeats an already chosen one loses, in points. Measured on the recorded days of 2026 by
   * `npm run bench:variety`; the table is in docs/adr/0011-what-a-digest-shows.md.
   */
  weight: 8,
  /** Papers of one field are this similar anyway; only higher similarity costs points. */
  ofOneField: 0.4,
} as const;

/** A paper that would have been chosen if another one did not say much the same. */
export interface PassedOver {
  readonly paper: ChosenPaper;
  readonly for: PaperId;
}

interface Varied {
  readonly chosen: readonly ChosenPaper[];
  readonly passedOver: readonly PassedOver[];
}

export interface VarietyOptions {
  readonly weight?: number;
  readonly ofOneField?: number;
  /** Papers that are chosen already and not among the ranked ones: what repeats them loses points as well. */
  readonly before?: readonly ChosenPaper[];
}

/**
 * Chooses `count` of papers that are sorted best first: in each step the one with the highest score after the penalty for repeating
 * those chosen before (maximal marginal relevance). The penalty is a part of its score.
 */
export function vary(
  ranked: readonly ChosenPaper[],
  count: number,
  vectors: Vectors,
  { before = [], ...weights }: VarietyOptions = {},
): Varied {
  const left = [...ranked];
  const chosen: ChosenPaper[] = [];
  while (chosen.length < count && left.length > 0) {
    const offers = left.map((paper) => withPenalty(paper, [...before, ...chosen], vectors, weights));
    const best = offers.reduce((top, one) => (one.score > top.score ? one : top));
    left.splice(offers.indexOf(best), 1);
    chosen.push(best);
  }
  const taken = ranked.slice(0, count);
  const passedOver = taken.flatMap((paper) => {
    const to = left.includes(paper) ? findNearest(paper, [...before, ...chosen], vectors)?.to : undefined;
    return to === undefined ? [] : [{ paper, for: to }];
  });
  return { chosen, passedOver };
}

/** The paper without the points that it loses for repeating one of the others. */
export function withPenalty(
  paper: ChosenPaper,
  others: readonly ChosenPaper[],
  vectors: Vectors,
  {
    weight = VARIETY.weight,
    ofOneField = VARIETY.ofOneField,
  }: Pick<VarietyOptions, 'weight' | 'ofOneField'> = {},
): ChosenPaper {
  const near = findNearest(paper, others, vectors);
  if (near === undefined) return paper;
  const over = (near.cosine - ofOneField) / (1 - ofOneField);
  const points = -roundToHundredths(weight * over);
  if (points >= 0) return paper;
  const part = { code: 'alike', values: { to: near.to }, points } as const;
  return { ...paper, score: roundToHundredths(paper.score + points), why: [...paper.why, part] };
}

function findNearest(paper: ChosenPaper, others: readonly ChosenPaper[], vectors: Vectors) {
  let found: { readonly to: PaperId; readonly cosine: number } | undefined;
  for (const { paperId: to } of others) {
    const cosine = computeCosine(vectors.get(paper.paperId), vectors.get(to));
    if (cosine > (found?.cosine ?? 0)) found = { to, cosine };
  }
  return found;
}

function computeCosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0;
  return a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0);
}
