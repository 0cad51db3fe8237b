import { SearchIndex } from '../../src/search/index/search-index.ts';
import { MIN_PAPERS, trainModel } from '../../src/search/latent/latent-sample.ts';
import { Segment } from '../../src/search/postings/segment.ts';
import { SegmentBuilder } from '../../src/search/postings/segment-builder.ts';
import { RANKING } from '../../src/search/ranking/ranking-parameters.ts';
import type { Doc } from './collection.ts';
import { toPaper } from './memory-papers.ts';

/** An index of one segment in memory, as `similar.ts` and `rankings-hash.ts` ask it: no file, no worker. */
export function buildMemoryIndex(
  docs: readonly Doc[],
  { latent = true, parameters = RANKING } = {},
): SearchIndex {
  const builder = new SegmentBuilder();
  for (const doc of docs) builder.add(toPaper(doc));
  const { arrays, positions } = builder.build();
  const segment = new Segment(arrays, positions);
  const model = latent && docs.length >= MIN_PAPERS ? trainModel(() => [segment]) : undefined;
  segment.latent = model?.projectSegment(segment);
  return new SearchIndex([segment], { model, parameters });
}
