import { adjacencyScorer, type WeighedPair } from './adjacency.ts';
import { cosine, type LatentModel, normalized, vectorAt } from './latent-model.ts';
import type { TermLookup } from './term-lookup.ts';
import { ADJACENCY_WEIGHT, FEEDBACK_PAPERS, FEEDBACK_SHARE } from './weights.ts';

/** A paper on its way to the answer. */
export interface Candidate {
  /** Number of its segment. */
  readonly segment: number;
  readonly paper: number;
  readonly score: number;
}

/** What is known of the query beyond its words. */
export interface RescoringQuery {
  readonly pairs: readonly WeighedPair[];
  /** Terms and how often each was asked for. */
  readonly terms: ReadonlyArray<readonly [term: string, frequency: number]>;
}

/**
 * Orders the best candidates anew: words side by side count, and so does nearness in meaning. Only papers that words
 * have found are looked at: drawing in further ones by meaning alone was measured to change nothing.
 */
export function rescore(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  query: RescoringQuery,
  latent: { readonly model: LatentModel; readonly weight: number } | undefined,
): Candidate[] {
  const adjacency = adjacencyScorer(lookup, query.pairs);
  const scored = candidates.map(({ segment, paper, score }) => {
    return { segment, paper, score: score + ADJACENCY_WEIGHT * adjacency(segment, paper) };
  });
  if (!latent || scored.length === 0) return scored.sort(byScore);
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  const places = scored.map(({ segment, paper }) => {
    const vectors = lookup.segments[segment]?.latent;
    return vectors && vectorAt(vectors, paper);
  });
  const blend = (asked: Float32Array): Candidate[] =>
    scored.map(({ segment, paper, score }, i) => {
      const place = places[i];
      const nearness = place ? cosine(asked, place) : 0;
      return { segment, paper, score: (1 - latent.weight) * score + latent.weight * best * nearness };
    });
  const asked = latent.model.project(query.terms);
  const feedback = middleOf(blend(asked), places);
  const moved = asked.map((value, i) => (1 - FEEDBACK_SHARE) * value + FEEDBACK_SHARE * (feedback[i] ?? 0));
  return blend(normalized(moved)).sort(byScore);
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score;
}

/** Where the best papers lie together, each weighed by its score: what the query seems to mean. */
function middleOf(
  candidates: readonly Candidate[],
  places: ReadonlyArray<Float32Array | undefined>,
): Float32Array {
  const order = candidates
    .map((_, i) => i)
    .sort((a, b) => (candidates[b]?.score ?? 0) - (candidates[a]?.score ?? 0));
  let middle = new Float32Array(places.find((place) => place !== undefined)?.length ?? 0);
  for (const i of order.slice(0, FEEDBACK_PAPERS)) {
    const score = candidates[i]?.score ?? 0;
    middle = middle.map((value, k) => value + score * (places[i]?.[k] ?? 0));
  }
  return normalized(middle);
}
