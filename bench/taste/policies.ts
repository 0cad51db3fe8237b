import { Cholesky, dot } from '../../src/taste/cholesky.ts';
import type { Evidence } from '../../src/taste/evidence.ts';
import { TasteModel } from '../../src/taste/model.ts';
import { TASTE, type TasteParameters } from '../../src/taste/parameters.ts';
import { type Example, TastePrior } from '../../src/taste/prior.ts';
import { generator } from '../search/corpus.ts';
import type { PaperVectors, WordVector } from './vectors.ts';

/** What a policy knows: the papers shown so far and who voted for them, never what comes later. */
export interface Past {
  readonly shown: readonly number[];
  readonly evidence: readonly Evidence[];
  readonly vectors: PaperVectors;
  /** The papers of the latest lists, and which of them are about what the community named. */
  readonly examples: readonly Example[];
  /** For policies that draw lots. */
  readonly seed: number;
}

/** Points for each candidate, to be added to the public ones. */
export interface Policy {
  readonly name: string;
  score(past: Past, candidates: readonly number[]): readonly number[];
  /** Points beyond those for what is not known yet, by which the last of five is chosen. */
  wonder?(past: Past, candidates: readonly number[]): readonly number[];
  /** Papers that repeat each other are passed over, as a digest does. */
  readonly isVaried?: true;
}

const isLiked = ({ opinions }: Evidence): boolean => opinions.some(({ value }) => value === 1);
/** What a paper that was shown and left alone weighs, where one with votes weighs 1. */
const WEAK_NO = 0.25;

export const popularity: Policy = {
  name: 'popularity (the former order)',
  score: (_, all) => all.map(() => 0),
};

/** The mean of what was liked, less a part of the mean of what was not, by words. */
export function rocchio(weight: number): Policy {
  return {
    name: `Rocchio, words, weight ${weight}`,
    score({ shown, evidence, vectors: { words } }, candidates) {
      const asked = new Map<string, number>();
      const liked = evidence.filter(isLiked).length;
      if (liked === 0) return candidates.map(() => 0);
      for (const [i, paper] of shown.entries()) {
        const share = isLiked(evidence[i] as Evidence) ? 1 / liked : -WEAK_NO / (shown.length - liked);
        for (const [term, x] of words[paper] ?? []) asked.set(term, (asked.get(term) ?? 0) + share * x);
      }
      const length = Math.sqrt([...asked.values()].reduce((sum, x) => sum + x * x, 0)) || 1;
      return candidates.map((paper) => (weight * similarity(asked, words[paper] ?? new Map())) / length);
    },
  };
}

function similarity(asked: WordVector, words: WordVector): number {
  let sum = 0;
  for (const [term, x] of words) sum += x * (asked.get(term) ?? 0);
  return sum;
}

/** Logistic regression on the latent vectors: whether anybody voted for a paper. */
export function logistic(weight: number, strength = 10): Policy {
  return {
    name: `logistic, latent, weight ${weight}`,
    score({ evidence, vectors: { latent } }, candidates) {
      if (!evidence.some(isLiked)) return candidates.map(() => 0);
      const fitted = fitLogistic(evidence, strength);
      return candidates.map((paper) => weight * sigmoid(dot(withOne(latent[paper]), fitted)));
    },
  };
}

const NEWTON_STEPS = 6;

function fitLogistic(evidence: readonly Evidence[], strength: number): Float64Array {
  const rows = evidence.map((one) => ({ x: withOne(one.vector), y: isLiked(one) ? 1 : 0 }));
  const size = rows[0]?.x.length ?? 0;
  let fitted = new Float64Array(size);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const matrix = new Float64Array(size * size);
    // The last number is the constant, which is hardly held back.
    const pull = (i: number): number => (i === size - 1 ? 0.01 : 1) / strength;
    const gradient = Float64Array.from(fitted, (x, i) => x * pull(i));
    for (let i = 0; i < size; i++) matrix[i * size + i] = pull(i);
    for (const { x, y } of rows) {
      const expected = sigmoid(dot(x, fitted));
      const weight = y === 1 ? 1 : WEAK_NO;
      addRow(matrix, gradient, x, {
        curve: weight * expected * (1 - expected),
        slope: weight * (expected - y),
      });
    }
    const change = new Cholesky(matrix, size).solve(gradient);
    fitted = fitted.map((x, i) => x - (change[i] as number));
  }
  return fitted;
}

function addRow(
  matrix: Float64Array,
  right: Float64Array,
  x: Float64Array,
  { curve, slope }: { readonly curve: number; readonly slope: number },
): void {
  const size = x.length;
  for (let i = 0; i < size; i++) {
    right[i] = (right[i] as number) + slope * (x[i] as number);
    const factor = curve * (x[i] as number);
    for (let j = 0; j <= i; j++)
      matrix[i * size + j] = (matrix[i * size + j] as number) + factor * (x[j] as number);
  }
}

/** Thompson sampling: each day a direction drawn from what a Bayesian linear model takes for likely. */
export function thompson(weight: number, noise = 0.15): Policy {
  return {
    name: `Thompson, latent, weight ${weight}`,
    score({ evidence, vectors: { latent }, seed }, candidates) {
      if (!evidence.some(isLiked)) return candidates.map(() => 0);
      const size = evidence[0]?.vector.length ?? 0;
      const matrix = new Float64Array(size * size);
      const right = new Float64Array(size);
      for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
      for (const one of evidence) {
        const weightOf = isLiked(one) ? 1 : WEAK_NO;
        const slope = isLiked(one) ? 1 : 0;
        addRow(matrix, right, Float64Array.from(one.vector), { curve: weightOf, slope });
      }
      const factor = new Cholesky(matrix, size);
      const mean = factor.solve(right);
      const drawn = factor.solveBackward(gaussians(size, seed + evidence.length));
      const direction = mean.map((x, i) => x + noise * (drawn[i] as number));
      return candidates.map((paper) => weight * dot(latent[paper] ?? [], direction));
    },
  };
}

function gaussians(size: number, seed: number): Float64Array {
  const random = generator(seed);
  return Float64Array.from({ length: size }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  });
}

/** What Paperboy does. */
export function ours({
  explores = false,
  hasPrior = false,
  isVaried = false,
  name = 'Paperboy',
  parameters = TASTE,
}: {
  explores?: boolean;
  isVaried?: boolean;
  hasPrior?: boolean;
  name?: string;
  parameters?: TasteParameters;
} = {}): Policy {
  const learn = remembered(({ evidence, examples }: Past) => {
    const prior = hasPrior ? TastePrior.learn(examples, parameters) : undefined;
    return TasteModel.learn(evidence, { parameters, prior });
  });
  return {
    name: [name, ...(isVaried ? ['varied'] : []), ...(explores ? ['one of five explores'] : [])].join(', '),
    ...(isVaried ? { isVaried } : {}),
    score: (past, candidates) => {
      const model = learn(past);
      return candidates.map((paper) => {
        const judgment = model?.judge(past.vectors.latent[paper] as Float32Array);
        return judgment ? judgment.points + judgment.priorPoints : 0;
      });
    },
    ...(explores
      ? {
          wonder: (past: Past, candidates: readonly number[]) => {
            const model = learn(past);
            const { latent } = past.vectors;
            return candidates.map((paper) => model?.judge(latent[paper] as Float32Array).uncertainty ?? 0);
          },
        }
      : {}),
  };
}

function remembered<In extends object, Out>(compute: (input: In) => Out): (input: In) => Out {
  const known = new WeakMap<In, { readonly value: Out }>();
  return (input) => {
    const found = known.get(input) ?? { value: compute(input) };
    known.set(input, found);
    return found.value;
  };
}

function withOne(vector: ArrayLike<number> = []): Float64Array {
  const out = new Float64Array(vector.length + 1);
  out.set(Float64Array.from(vector));
  out[vector.length] = 1;
  return out;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
