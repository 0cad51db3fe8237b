import type { Clock } from '../base/clock.ts';
import type { Paper, PaperId } from './paper.ts';
import type { PaperLookup } from './paper-source.ts';
import type { PaperStore } from './paper-store.ts';

/** A paper that nobody knows may be announced later: so long it is not asked for again. */
const UNKNOWN_FOR_MS = 10 * 60_000;
const MOST_UNKNOWN = 5000;

export interface FindPaperDeps {
  readonly papers: Pick<PaperStore, 'get'>;
  readonly source: PaperLookup;
  readonly keep: (papers: readonly Paper[]) => Promise<void>;
  readonly clock: Clock;
}

/** Finds the paper as it is saved, else as the sources know it, which is saved from then on. */
export function createFindPaper({ papers, source, keep, clock }: FindPaperDeps) {
  const unknownSince = new Map<PaperId, number>();

  function isKnownAsUnknown(id: PaperId): boolean {
    const ago = clock.now() - (unknownSince.get(id) ?? Number.NEGATIVE_INFINITY);
    return ago >= 0 && ago < UNKNOWN_FOR_MS;
  }

  function rememberUnknown(id: PaperId): void {
    unknownSince.delete(id);
    unknownSince.set(id, clock.now());
    for (const oldest of unknownSince.keys()) {
      if (unknownSince.size <= MOST_UNKNOWN) break;
      unknownSince.delete(oldest);
    }
  }

  return async (id: PaperId): Promise<Paper | undefined> => {
    const saved = await papers.get(id);
    if (saved !== undefined || id.startsWith('local:') || isKnownAsUnknown(id)) return saved;
    const found = await source.paper(id);
    if (found) await keep([found]);
    else rememberUnknown(id);
    return found;
  };
}
