import type { Features } from './features.ts';

/** The sum of all features by their weights; a feature without a weight counts nothing. */
export function weigh(weights: ReadonlyMap<string, number>, features: Features): number {
  let sum = 0;
  for (const [name, value] of features) sum += (weights.get(name) ?? 0) * value;
  return sum;
}

/** The chance for log odds. */
export function computeLogistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
