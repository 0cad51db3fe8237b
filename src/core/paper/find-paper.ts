import { LRUCache } from 'lru-cache';
import { remember } from '../async/remember.ts';
import { withTimeout } from '../async/with-timeout.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Paper, PaperId } from './paper.ts';
import type { PaperLookup } from './paper-source.ts';
import type { PaperStore } from './paper-store.ts';

/** A paper that no source knows may be announced later: it is asked for again after this time. */
const UNKNOWN_FOR_MS = 10 * 60_000;
const MAX_UNKNOWN = 5000;

export interface FindPaperDeps {
  readonly papers: Pick<PaperStore, 'find'>;
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
    const saved = await papers.find(id);
    if (saved !== undefined || id.startsWith('local:') || unknown.has(id)) return saved;
    const found = await source.fetchPaper(id);
    if (found) await savePapers([found]);
    else unknown.set(id, true);
    return found;
  };
}

/** Half of the time within which a command is to be answered; what comes later is on the next card. */
const TIMEOUT_MS = 1500;

export interface FindReposDeps extends FindPaperDeps {
  readonly log: Log;
}

/**
 * The paper with its models, datasets and demos, which no list has: it is asked about by itself, once in ten minutes, and saved.
 * Without an answer it is the paper as it is. Never rejects.
 */
export function createFindRepos({ papers, source, savePapers, clock, log }: FindReposDeps) {
  const ask = remember(clock, async (id: PaperId) => {
    const found = await source.fetchPaper(id);
    if (found) await savePapers([found]);
    return papers.find(id);
  });
  return async (paper: Paper): Promise<Paper> => {
    if (paper.id.startsWith('local:')) return paper;
    try {
      return (await withTimeout(ask(paper.id), TIMEOUT_MS, () => undefined)) ?? paper;
    } catch (err) {
      log.info({ err, paper: paper.id }, 'the models and demos of a paper are not known');
      return paper;
    }
  };
}
