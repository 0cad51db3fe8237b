import { SourceError } from '../../core/base/errors.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { PaperBatch } from '../../core/paper/paper-source.ts';

/** arXiv wants three seconds between two requests: halving takes a minute and a half at most; the rest is asked another time. */
const MAX_HALVES = 30;

/**
 * Looks papers up by their ids. arXiv refuses a whole list for one id that it does not like: the list is halved until that
 * one is alone. Where it refuses every single part it is not the ids that it does not like, and its refusal is thrown.
 */
export function createBatchLookup(query: (parameters: Record<string, string>) => Promise<PaperBatch>) {
  const refused: PaperId[] = [];
  let halves = 0;
  let answered = 0;
  let refusal: SourceError | undefined;

  async function lookUp(ids: readonly PaperId[]): Promise<Paper[]> {
    try {
      const { papers } = await query({ id_list: ids.join(','), max_results: String(ids.length) });
      answered += 1;
      return [...papers];
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'source-bad-request') throw error;
      refusal = error;
    }
    if (ids.length === 1) {
      refused.push(...ids);
      return [];
    }
    if (halves >= MAX_HALVES) return [];
    halves += 2;
    const half = Math.ceil(ids.length / 2);
    return [...(await lookUp(ids.slice(0, half))), ...(await lookUp(ids.slice(half)))];
  }

  return {
    async findPapers(ids: readonly PaperId[]): Promise<Paper[]> {
      const found = ids.length > 0 ? await lookUp(ids) : [];
      if (answered === 0 && refusal) throw refusal;
      return found;
    },
    /** Ids that were refused alone, while others were answered. */
    refused: (): readonly PaperId[] => (answered > 0 ? refused : []),
  };
}
