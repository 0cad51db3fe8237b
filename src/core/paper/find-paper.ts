import type { Paper, PaperId } from './paper.ts';
import type { PaperSource } from './paper-source.ts';
import type { PaperStore } from './paper-store.ts';

/** The paper as it is kept, else as the sources know it, which is kept from then on. */
export async function findPaper(
  id: PaperId,
  store: Pick<PaperStore, 'get'>,
  source: Pick<PaperSource, 'paper'>,
  keep: (papers: readonly Paper[]) => Promise<void>,
): Promise<Paper | undefined> {
  const kept = await store.get(id);
  if (kept !== undefined || id.startsWith('local:')) return kept;
  const found = await source.paper(id);
  if (found) await keep([found]);
  return found;
}
