import { adjacencyScorer, type WeighedPair } from './adjacency.ts';
import { LATENT_DIMENSIONS, normalized } from './latent-model.ts';
import type { Segment } from './segment.ts';
import type { TermLookup } from './term-lookup.ts';
import { TopPapers } from './top-papers.ts';
import { ADJACENCY_WEIGHT, FEEDBACK_PAPERS, FEEDBACK_SHARE } from './weights.ts';

/** A paper on its way to the answer. */
export interface Candidate {
  /** Number of its segment. */
  readonly segment: number;
  readonly paper: number;
  readonly score: number;
}

/** Adds what words are worth side by side. */
export function withAdjacency(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  pairs: readonly WeighedPair[],
): Candidate[] {
  const adjacency = adjacencyScorer(lookup, pairs);
  return candidates.map(({ segment, paper, score }) => {
    return { segment, paper, score: score + ADJACENCY_WEIGHT * adjacency(segment, paper) };
  });
}

/**
 * Blends in nearness in the latent model, best first. Only papers that words have found are looked at: drawing in
 * further ones by meaning alone was measured to change nothing.
 */
export function withLatent(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  asked: Float32Array,
  weight: number,
): Candidate[] {
  const best = bestScore(candidates);
  const places = candidates.map(({ segment, paper }) => placeOf(lookup.segments[segment], paper));
  const blend = (towards: Float32Array): Float64Array => {
    const scores = new Float64Array(candidates.length);
    for (let i = 0; i < scores.length; i++) {
      const { score } = candidates[i] as Candidate;
      scores[i] = (1 - weight) * score + weight * best * nearnessTo(towards, places[i] as Place);
    }
    return scores;
  };
  const feedback = middleOf(blend(asked), places);
  const moved = asked.map((value, i) => (1 - FEEDBACK_SHARE) * value + FEEDBACK_SHARE * (feedback[i] ?? 0));
  const scores = blend(normalized(moved));
  return bestOf(scores, candidates.length).map(({ paper: i, score }) => {
    const { segment, paper } = candidates[i] as Candidate;
    return { segment, paper, score };
  });
}

/**
 * Blends in the cosines of an embeddings model, best first. Such cosines crowd together far from 0, so they are
 * stretched between the lowest and the highest among the candidates; one without a vector gets the lowest.
 */
export function withCosines(
  candidates: readonly Candidate[],
  cosineOf: (candidate: Candidate) => number | undefined,
  weight: number,
): Candidate[] {
  const best = bestScore(candidates) || 1;
  const cosines = candidates.map(cosineOf);
  const known = cosines.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known, 1), Math.max(...known, -1)];
  return candidates
    .map(({ segment, paper, score }, i) => {
      const nearness = high > low ? ((cosines[i] ?? low) - low) / (high - low) : 0;
      return { segment, paper, score: (1 - weight) * score + weight * best * nearness };
    })
    .sort(byScore);
}

function bestScore(candidates: readonly Candidate[]): number {
  return candidates.reduce((most, { score }) => Math.max(most, score), 0);
}

export function byScore(a: Candidate, b: Candidate): number {
  // Numbers with a fraction would be put on the heap, one for every comparison.
  return Number(b.score > a.score) - Number(b.score < a.score);
}

/** A paper's place in the latent model: `LATENT_DIMENSIONS` numbers from `at` on, and one over their length. */
interface Place {
  readonly numbers: Int8Array;
  readonly at: number;
  /** 0 where there is no place. */
  readonly scale: number;
}

const NO_PLACE: Place = { numbers: new Int8Array(LATENT_DIMENSIONS), at: 0, scale: 0 };

function placeOf(segment: Segment | undefined, paper: number): Place {
  const numbers = segment?.latent;
  if (!numbers) return NO_PLACE;
  const at = paper * LATENT_DIMENSIONS;
  segment.loadLatent(at, at + LATENT_DIMENSIONS);
  let squares = 0;
  for (let k = 0; k < LATENT_DIMENSIONS; k++) {
    const value = numbers[at + k] as number;
    squares += value * value;
  }
  return squares === 0 ? NO_PLACE : { numbers, at, scale: 1 / Math.sqrt(squares) };
}

/** The cosine between a vector of length 1 and a place. */
function nearnessTo(asked: Float32Array, { numbers, at, scale }: Place): number {
  let sum = 0;
  for (let k = 0; k < LATENT_DIMENSIONS; k++) sum += (asked[k] as number) * (numbers[at + k] as number);
  return sum * scale;
}

/** Where the best papers lie together, each weighed by its score: what the query seems to mean. */
function middleOf(scores: Float64Array, places: readonly Place[]): Float32Array {
  const middle = new Float32Array(LATENT_DIMENSIONS);
  for (const { paper: i, score } of bestOf(scores, FEEDBACK_PAPERS)) {
    const { numbers, at, scale } = places[i] as Place;
    for (let k = 0; k < LATENT_DIMENSIONS; k++) {
      middle[k] = (middle[k] as number) + score * scale * (numbers[at + k] as number);
    }
  }
  return normalized(middle);
}

/** The numbers of the best scores, best first. */
function bestOf(scores: Float64Array, count: number): Array<{ paper: number; score: number }> {
  const best = new TopPapers(count);
  for (let i = 0; i < scores.length; i++) best.offer(i, scores[i] as number);
  return best.drain();
}
