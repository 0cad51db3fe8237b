import type { VectorIndex } from '../embeddings/vector-index.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { locate } from './named-papers.ts';
import { toKey } from './put-first.ts';
import type { RankingParameters } from './ranking-parameters.ts';
import { byScore, type Candidate, withCosines, withLatent } from './rescoring.ts';

/** A query as the signals beside words see it. */
export interface SemanticQuery {
  /** Terms and how often each was asked for, for the latent model. */
  readonly terms: ReadonlyArray<readonly [term: string, frequency: number]>;
  /** The query as the embeddings model sees it. */
  readonly vector: Float32Array | undefined;
  /** How many papers are wanted; ranking more of them again would change nothing. */
  readonly count: number;
}

/** What is there to rank by beside words. */
interface SemanticSignals {
  readonly model: LatentModel | undefined;
  readonly vectors: VectorIndex | undefined;
}

/** The best papers by words and an embeddings model's vectors where there are, else by words and the latent model, else by words. */
export function rerankSemantically(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  query: SemanticQuery,
  { model, vectors }: SemanticSignals,
  isAllowed: (candidate: Candidate) => boolean,
  parameters: RankingParameters,
): Candidate[] {
  if (query.vector && vectors) {
    const embedded = { asked: query.vector, vectors };
    return rerankByEmbeddings(lookup, candidates, embedded, isAllowed, parameters);
  }
  const hasModel = model !== undefined && parameters.latentWeight > 0;
  if (!hasModel || candidates.length === 0) return [...candidates].sort(byScore);
  return withLatent(lookup, candidates, model.project(query.terms), parameters, query.count);
}

function rerankByEmbeddings(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  { asked, vectors }: { readonly asked: Float32Array; readonly vectors: VectorIndex },
  isAllowed: (candidate: Candidate) => boolean,
  { embeddingCandidates, embeddingWeight }: RankingParameters,
): Candidate[] {
  const known = new Set(candidates.map(toKey));
  const added = vectors.findNearest(asked, embeddingCandidates).flatMap(({ id }) => {
    const located = locate(lookup, id);
    if (!located || known.has(toKey(located))) return [];
    const candidate = { ...located, score: 0 };
    return isAllowed(candidate) ? [candidate] : [];
  });
  const readCosine = ({ segment, paper }: Candidate): number | undefined =>
    vectors.computeCosine(asked, lookup.segments[segment]?.readPaperId(paper) ?? '');
  return withCosines([...candidates, ...added], readCosine, embeddingWeight);
}
