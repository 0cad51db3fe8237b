import type { Paper } from '../../src/core/paper/paper.ts';
import { SearchIndex } from '../../src/search/index/search-index.ts';
import { MIN_PAPERS, trainModel } from '../../src/search/latent/latent-sample.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';
import { RANKING, type RankingParameters } from '../../src/search/ranking/ranking-parameters.ts';
import type { Doc } from './collection.ts';
import { toPaper } from './memory-papers.ts';

/** An index of one segment in memory, as `similar.ts` and `rankings-hash.ts` ask it: no file, no worker. */
export function buildMemoryIndex(docs: readonly Doc[], options: MemoryIndexOptions = {}): SearchIndex {
  return buildPaperIndex(docs.map(toPaper), options);
}

interface MemoryIndexOptions {
  readonly latent?: boolean;
  readonly parameters?: RankingParameters;
}

/** The same with all that papers have. */
export function buildPaperIndex(
  papers: readonly Paper[],
  { latent = true, parameters = RANKING }: MemoryIndexOptions = {},
): SearchIndex {
  const builder = new SegmentBuilder();
  for (const paper of papers) builder.add(paper);
  const { arrays, positions } = builder.build();
  const segment = new Segment(arrays, positions);
  const model = latent && papers.length >= MIN_PAPERS ? trainModel(() => [segment]) : undefined;
  segment.latent = model?.projectSegment(segment);
  return new SearchIndex([segment], { model, parameters });
}
