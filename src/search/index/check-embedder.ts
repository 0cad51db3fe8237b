import { SourceError } from '../../core/base/errors.ts';
import type { CheckLine } from '../../core/platform/platform.ts';
import { findings } from '../texts/texts.ts';
import type { Embedder } from './embedding-filler.ts';

/** Asks the embeddings endpoint for one vector, which shows address, key and model to be right. */
export async function checkEmbedder(embedder: Embedder, signal: AbortSignal): Promise<CheckLine> {
  try {
    const [vector] = await embedder.embed(['ready'], signal);
    return {
      ok: true,
      finding: findings.embedderReady({ model: embedder.model, dimensions: vector?.length ?? 0 }),
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const failed = findings.embedderFailed({ reason: error.message });
    return { ok: false, finding: { ...failed, fix: () => error.fix } };
  }
}
