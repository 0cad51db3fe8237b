import type { Log } from '../../core/base/log.ts';
import type { Embedder, EmbeddingFiller } from './embedding-filler.ts';

/** A query waits no longer for its vector. */
const EMBED_MS = 1500;

/** The query as the embeddings model sees it; `undefined` where papers lack their vectors, or the endpoint does not answer in time. */
export async function embedQuery(
  query: string,
  {
    embedder,
    filler,
    ending,
    log,
  }: {
    readonly embedder: Embedder;
    readonly filler: EmbeddingFiller;
    readonly ending: AbortSignal;
    readonly log: Log;
  },
): Promise<Float32Array | undefined> {
  if (!filler.isComplete) return undefined;
  try {
    const [vector] = await embedder.embed([query], AbortSignal.any([ending, AbortSignal.timeout(EMBED_MS)]));
    return vector;
  } catch (error) {
    log.warn({ err: error }, 'The embeddings endpoint did not answer a query');
    return undefined;
  }
}
