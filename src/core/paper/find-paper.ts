import PQueue from 'p-queue';
import { ExpiringSet } from '../async/expiring-set.ts';
import { remember } from '../async/remember.ts';
import { withTimeout } from '../async/with-timeout.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Paper, PaperId } from './paper.ts';
import type { PaperDetails, PaperLookup } from './paper-source.ts';
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
  const unknown = new ExpiringSet<PaperId>(clock, { max: MAX_UNKNOWN, ttl: UNKNOWN_FOR_MS });

  return async (id: PaperId): Promise<Paper | undefined> => {
    const saved = await papers.find(id);
    if (saved !== undefined || isLocal(id) || unknown.has(id)) return saved;
    const found = await source.fetchPaper(id);
    if (found) await savePapers([found]);
    else unknown.add(id);
    return found;
  };
}

export interface ArtifactLookupDeps extends Omit<FindPaperDeps, 'source'> {
  readonly source: PaperDetails;
  readonly log: Log;
}

/** The models, datasets and demos of papers, which no list has: each paper is asked about by itself, and saved. */
export interface ArtifactLookup {
  /** The paper with them, asked for once in ten minutes; without an answer in time the paper as it is. Never rejects. */
  find(paper: Paper): Promise<Paper>;
  /**
   * Has them saved before a digest of these papers is written, each paper asked for once a day by this process, whatever comes of
   * it. Resolves when all is known or two seconds have passed. Never rejects.
   */
  fetchAhead(ids: readonly PaperId[]): Promise<void>;
}

/** Half of the time within which a command is to be answered; what comes later is on the next card. */
const ANSWER_MS = 1500;

/** How long a digest waits: little beside the minute in which the schedule is looked at once. */
const DIGEST_MS = 2000;

/** Of a long digest so many papers, its first: the bot's own requests share 500 in five minutes with those of people. */
const MAX_OF_DIGEST = 10;

/** One of the four connections to the source (`src/app/papers.ts`) is left to the lists. */
const AT_ONCE = 3;

const DAY_MS = 24 * 3_600_000;
const MAX_ASKED = 5000;

/** After an answer that failed or came late digests do without: otherwise each of a thousand channels would wait. */
const COOLDOWN_MS = 10 * 60_000;

export function createArtifactLookup({
  papers,
  source,
  savePapers,
  clock,
  log,
}: ArtifactLookupDeps): ArtifactLookup {
  const ask = remember(clock, async (id: PaperId) => {
    const found = await source.fetchDetails(id);
    if (found) await savePapers([found]);
    return papers.find(id);
  });
  const askedToday = new ExpiringSet<PaperId>(clock, { max: MAX_ASKED, ttl: DAY_MS });
  const underWay = new Map<PaperId, Promise<void>>();
  const queue = new PQueue({ concurrency: AT_ONCE });
  let coolsDownUntil = Number.NEGATIVE_INFINITY;

  const isCoolingDown = (): boolean => clock.now() < coolsDownUntil;
  const pauseAsking = (): void => {
    coolsDownUntil = clock.now() + COOLDOWN_MS;
  };

  async function askOnce(id: PaperId): Promise<void> {
    // What waited for its turn meanwhile may be asked for after the cooldown.
    if (isCoolingDown()) return;
    askedToday.add(id);
    try {
      await ask(id, DAY_MS);
    } catch (err) {
      pauseAsking();
      log.info({ err, paper: id }, 'models and demos of a paper could not be fetched');
    }
  }

  function begin(id: PaperId): Promise<void> {
    const asking = queue.add(() => askOnce(id)).finally(() => underWay.delete(id));
    underWay.set(id, asking);
    return asking;
  }

  return {
    async find(paper) {
      if (isLocal(paper.id)) return paper;
      try {
        return (await withTimeout(ask(paper.id), ANSWER_MS, () => undefined)) ?? paper;
      } catch (err) {
        log.info({ err, paper: paper.id }, 'models and demos of a paper could not be fetched');
        return paper;
      }
    },
    async fetchAhead(ids) {
      if (isCoolingDown()) return;
      const asking = ids
        .filter((id) => !isLocal(id))
        .slice(0, MAX_OF_DIGEST)
        .flatMap((id) => underWay.get(id) ?? (askedToday.has(id) ? [] : begin(id)));
      await withTimeout(Promise.all(asking), DIGEST_MS, pauseAsking);
    },
  };
}

const isLocal = (id: PaperId): boolean => id.startsWith('local:');
