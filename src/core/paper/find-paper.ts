import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import type { Paper, PaperId } from './paper.ts';
import type { PaperLookup } from './paper-source.ts';
import type { PaperStore } from './paper-store.ts';

/** A paper that no source knows may be announced later: it is asked for again after this time. */
const UNKNOWN_FOR_MS = 10 * 60_000;
const MAX_UNKNOWN = 5000;

export interface FindPaperDeps {
  readonly papers: Pick<PaperStore, 'get'>;
  readonly source: PaperLookup;
  readonly savePapers: (papers: readonly Paper[]) => Promise<void>;
  readonly clock: Clock;
}

/** Finds the paper in the store, else at the sources, and then saves it. */
export function createFindPaper({ papers, source, savePapers, clock }: FindPaperDeps) {
  const unknown = new LRUCache<PaperId, true>({
    max: MAX_UNKNOWN,
    ttl: UNKNOWN_FOR_MS,
    // 0: the clock is read each time.
    ttlResolution: 0,
    perf: clock,
  });

  return async (id: PaperId): Promise<Paper | undefined> => {
    const saved = await papers.get(id);
    if (saved !== undefined || id.startsWith('local:') || unknown.has(id)) return saved;
    const found = await source.paper(id);
    if (found) await savePapers([found]);
    else unknown.set(id, true);
    return found;
  };
}
