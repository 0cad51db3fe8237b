import { candidateFeatures, type Features, listCandidates, readAbstract, wordFeatures } from './features.ts';
import { CANDIDATE_WEIGHTS, WORD_WEIGHTS } from './weights.ts';

/** A sentence in its most informative form, with the score of that form. */
export interface Ranked {
  /** Its position among the sentences, from 0. */
  readonly at: number;
  readonly sentence: string;
  /** The sentence or a trimmed form of it. */
  readonly text: string;
  readonly score: number;
}

/** How well each sentence would serve as the summary of all, in their order. `title` may be empty. */
export function rank(sentences: readonly string[], title: string): Ranked[] {
  const abstract = readAbstract(sentences, title);
  const chance = new Map(
    [...wordFeatures(abstract)].map(([stem, features]) => [stem, logistic(weigh(WORD_WEIGHTS, features))]),
  );
  const ranked: Ranked[] = [];
  for (const candidate of listCandidates(abstract)) {
    const score = weigh(CANDIDATE_WEIGHTS, candidateFeatures(abstract, candidate, chance));
    const { at, text } = candidate;
    if (score > (ranked[at]?.score ?? Number.NEGATIVE_INFINITY))
      ranked[at] = { at, sentence: sentences[at] ?? text, text, score };
  }
  return ranked;
}

function weigh(weights: Readonly<Record<string, number>>, features: Features): number {
  let sum = 0;
  for (const [name, value] of features)
    sum += (Object.hasOwn(weights, name) ? (weights[name] ?? 0) : 0) * value;
  return sum;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
