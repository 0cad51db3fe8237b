import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeVector } from '../../../src/search/latent/latent-model.ts';
import { DocumentVectors, LATENT_DIMENSIONS } from '../../../src/search/postings/document-vectors.ts';
import { TermLookup } from '../../../src/search/query/term-lookup.ts';
import { RANKING } from '../../../src/search/ranking/ranking-parameters.ts';
import { withLatent } from '../../../src/search/ranking/rescoring.ts';
import { buildSegment, createRandom, paper } from '../support.ts';

const { latentWeight, latentFeedbackPapers, latentFeedbackShare } = RANKING;

type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const unit = (a: Vector): Vector => {
  const length = Math.sqrt(dot(a, a));
  return length === 0 ? a : a.map((value) => value / length);
};

/** The final scores by step 3 of ADR 3, word for word. */
function naive(scores: Vector, vectors: readonly Vector[], asked: Vector): Vector {
  const best = Math.max(...scores);
  const blend = (toward: Vector): Vector =>
    scores.map(
      (score, i) => (1 - latentWeight) * score + latentWeight * best * dot(toward, unit(vectors[i] ?? [])),
    );
  const first = blend(asked);
  const leaders = first
    .map((score, i) => ({ score, i }))
    .sort((a, b) => b.score - a.score)
    .slice(0, latentFeedbackPapers);
  const middle = unit(
    asked.map((_, k) =>
      leaders.reduce((sum, { score, i }) => sum + score * (unit(vectors[i] ?? [])[k] ?? 0), 0),
    ),
  );
  return blend(
    unit(asked.map((value, k) => (1 - latentFeedbackShare) * value + latentFeedbackShare * (middle[k] ?? 0))),
  );
}

test('cosine similarity in the latent model counts as its definition says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1e6 }), (size, seed) => {
      const random = createRandom(seed);
      const asked = normalizeVector(Float32Array.from({ length: LATENT_DIMENSIONS }, () => random() - 0.5));
      // From beside the question to right where it lies: some that words put low are lifted by all there is to give.
      const near = Array.from({ length: size }, random);
      const numbers = Int8Array.from({ length: size * LATENT_DIMENSIONS }, (_, at) => {
        const share = near[Math.floor(at / LATENT_DIMENSIONS)] ?? 0;
        return 300 * share * (asked[at % LATENT_DIMENSIONS] ?? 0) + (1 - share) * (random() * 254 - 127);
      });
      // A paper of which the model knows no word has no place.
      if (seed % 3 === 0) numbers.fill(0, 0, LATENT_DIMENSIONS);
      const segment = buildSegment(Array.from({ length: size }, (_, i) => paper(`p${i}`, 'word')));
      segment.latent = new DocumentVectors(numbers);
      const scores = Array.from({ length: size }, () => 1 + random() * 9);
      const vectors = scores.map((_, i) => [
        ...numbers.subarray(i * LATENT_DIMENSIONS, (i + 1) * LATENT_DIMENSIONS),
      ]);
      const expected = naive(scores, vectors, [...asked]);

      const candidates = scores.map((score, i) => ({ segment: 0, paper: i, score }));
      const count = Math.min(10, size);
      const hits = withLatent(new TermLookup([segment]), candidates, asked, RANKING, count);
      expect(hits).toHaveLength(count);
      for (const hit of hits) expect(hit.score).toBeCloseTo(expected[hit.paper] ?? 0, 4);
      const best = [...expected].sort((a, b) => b - a).slice(0, count);
      for (const [i, hit] of hits.entries()) expect(hit.score).toBeCloseTo(best[i] ?? 0, 4);
    }),
    { numRuns: 200 },
  );
});
