import { remember } from '../async/remember.ts';
import { withTimeout } from '../async/with-timeout.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Paper, PaperId } from './paper.ts';
import type { PaperLookup } from './paper-source.ts';
import type { PaperStore } from './paper-store.ts';

/** Somebody waits for a card; what comes later is on the next one. */
const TIMEOUT_MS = 3000;

export interface FindReposDeps {
  readonly papers: Pick<PaperStore, 'get'>;
  readonly source: PaperLookup;
  readonly savePapers: (papers: readonly Paper[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The paper with its models, datasets and demos, which no list has: it is asked about by itself, once in ten minutes, and saved.
 * Without an answer it is the paper as it is. Never rejects.
 */
export function createFindRepos({ papers, source, savePapers, clock, log }: FindReposDeps) {
  const ask = remember(clock, async (id: PaperId) => {
    const found = await source.paper(id);
    if (found) await savePapers([found]);
    return papers.get(id);
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
