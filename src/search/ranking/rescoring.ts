import { normalizeVector } from '../latent/latent-model.ts';
import { LATENT_DIMENSIONS } from '../postings/document-vectors.ts';
import { TopPapers } from '../postings/top-papers.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { createAdjacencyScorer, type WeighedPair } from './adjacency.ts';
import type { RankingParameters } from './ranking-parameters.ts';

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
  weight: number,
): Candidate[] {
  if (weight === 0) return [...candidates];
  const adjacency = createAdjacencyScorer(lookup, pairs);
  return candidates.map(({ segment, paper, score }) => {
    return { segment, paper, score: score + weight * adjacency(segment, paper) };
  });
}

/** What the latent model counts. */
type LatentParameters = Pick<
  RankingParameters,
  'latentWeight' | 'latentFeedbackPapers' | 'latentFeedbackShare'
>;

/** A cosine of unit vectors may come out this far above 1. */
const ROUNDED_UP = 1 + 1e-5;

/**
 * The best `count` papers with similarity in the latent model blended in, best first. Only papers that words have found
 * are looked at: adding further ones by the model alone was measured to change nothing.
 */
export function withLatent(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  asked: Float32Array,
  { latentWeight: weight, latentFeedbackPapers, latentFeedbackShare: share }: LatentParameters,
  count: number,
): Candidate[] {
  const most = weight * findBestScore(candidates);
  const findNearest = (toward: Float32Array, wanted: number): Candidate[] => {
    const top = new TopPapers(Math.min(wanted, candidates.length));
    for (let i = 0; i < candidates.length; i++) {
      const { segment, paper, score } = candidates[i] as Candidate;
      const own = (1 - weight) * score;
      // The similarity is 1 at most, but for rounding.
      if (own + most * ROUNDED_UP < top.threshold) continue;
      const cosineSimilarity = lookup.segments[segment]?.latent?.computeCosineSimilarity(paper, toward) ?? 0;
      top.offer(i, own + most * cosineSimilarity);
    }
    return top.drain().map(({ paper: i, score }) => ({ ...(candidates[i] as Candidate), score }));
  };
  const feedback = computeAverage(lookup, findNearest(asked, latentFeedbackPapers));
  const moved = asked.map((value, i) => (1 - share) * value + share * (feedback[i] ?? 0));
  return findNearest(normalizeVector(moved), count);
}

/**
 * Blends in the cosines of an embeddings model, best first. Such cosines crowd together far from 0, so they are
 * stretched between the lowest and the highest among the candidates; one without a vector gets the lowest.
 */
export function withCosines(
  candidates: readonly Candidate[],
  readCosine: (candidate: Candidate) => number | undefined,
  weight: number,
): Candidate[] {
  const best = findBestScore(candidates) || 1;
  const cosines = candidates.map(readCosine);
  const known = cosines.filter((value) => value !== undefined);
  const low = known.reduce((least, value) => Math.min(least, value), 1);
  const high = known.reduce((most, value) => Math.max(most, value), -1);
  return candidates
    .map(({ segment, paper, score }, i) => {
      const cosineSimilarity = high > low ? ((cosines[i] ?? low) - low) / (high - low) : 0;
      return { segment, paper, score: (1 - weight) * score + weight * best * cosineSimilarity };
    })
    .sort(byScore);
}

function findBestScore(candidates: readonly Candidate[]): number {
  return candidates.reduce((most, { score }) => Math.max(most, score), 0);
}

export function byScore(a: Candidate, b: Candidate): number {
  // Numbers with a fraction would be put on the heap, one for every comparison.
  return Number(b.score > a.score) - Number(b.score < a.score);
}

/** The mean vector of the best papers, each weighed by its score. */
function computeAverage(lookup: TermLookup, best: readonly Candidate[]): Float32Array {
  const middle = new Float32Array(LATENT_DIMENSIONS);
  for (const { segment, paper, score } of best) lookup.segments[segment]?.latent?.addTo(middle, paper, score);
  return normalizeVector(middle);
}
