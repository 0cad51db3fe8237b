import type { PaperId } from '../../core/paper/paper.ts';
import type { VectorIndex } from '../embeddings/vector-index.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import { EMBEDDING_CANDIDATES, EMBEDDING_WEIGHT, LATENT_WEIGHT } from '../postings/weights.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { byScore, type Candidate, withCosines, withLatent } from './rescoring.ts';

/** What a query means, by whatever signals there are. */
export interface SemanticQuery {
  /** Terms and how often each was asked for, for the latent model. */
  readonly terms: ReadonlyArray<readonly [term: string, frequency: number]>;
  /** The query as the embeddings model sees it. */
  readonly vector: Float32Array | undefined;
  /** So many papers are wanted; ordering more of them anew is work for nothing. */
  readonly count: number;
}

/**
 * The best papers, with the signals beside words: vectors of an embeddings model when there are, else the latent
 * model, else none.
 */
export function rerankSemantically(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  meaning: SemanticQuery,
  signals: { readonly model: LatentModel | undefined; readonly vectors: VectorIndex | undefined },
  isAllowed: (candidate: Candidate) => boolean,
): Candidate[] {
  const { model, vectors } = signals;
  if (meaning.vector && vectors) return withVectors(lookup, candidates, meaning.vector, vectors, isAllowed);
  if (!model || candidates.length === 0) return [...candidates].sort(byScore);
  return withLatent(lookup, candidates, model.project(meaning.terms), {
    weight: LATENT_WEIGHT,
    count: meaning.count,
  });
}

function withVectors(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  asked: Float32Array,
  vectors: VectorIndex,
  isAllowed: (candidate: Candidate) => boolean,
): Candidate[] {
  const known = new Set(candidates.map(({ segment, paper }) => `${segment} ${paper}`));
  const drawnIn = vectors.nearest(asked, EMBEDDING_CANDIDATES).flatMap(({ id }) => {
    const candidate = locate(lookup, id);
    if (!candidate || known.has(`${candidate.segment} ${candidate.paper}`)) return [];
    return isAllowed(candidate) ? [candidate] : [];
  });
  const readCosine = ({ segment, paper }: Candidate): number | undefined =>
    vectors.cosine(asked, lookup.segments[segment]?.paperId(paper) ?? '');
  return withCosines([...candidates, ...drawnIn], readCosine, EMBEDDING_WEIGHT);
}

/** Where the living version of a paper lies, as a candidate that no word has found. */
function locate(lookup: TermLookup, id: PaperId): Candidate | undefined {
  for (const [number, segment] of lookup.segments.entries()) {
    const paper = segment.findPaper(id);
    if (paper >= 0 && segment.deleted?.[paper] !== 1) return { segment: number, paper, score: 0 };
  }
  return undefined;
}
