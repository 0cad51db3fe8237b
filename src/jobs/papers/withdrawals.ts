import { addDays, toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { PlatformName } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { PaperWatch } from '../../core/paper/paper-source.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import type { Tallies } from '../votes/tallies.ts';

interface WithdrawalWatchDeps {
  readonly store: Store;
  /** arXiv's current data of these papers. */
  readonly source: PaperWatch;
  readonly search: Pick<SearchEngine, 'update'>;
  readonly tallies: Pick<Tallies, 'editAfterChange'>;
  readonly platforms: ReadonlyMap<PlatformName, unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface WithdrawalWatch {
  /** Asks about one batch of papers when a round is due or in progress; never throws. */
  run(): Promise<void>;
}

const HOUR = 3_600_000;
/** Papers of two weeks are about 700: seven requests per round. */
const ROUND_EVERY_MS = 3 * HOUR;
const RETRY_MS = HOUR / 2;
/** As far back as a paper can still be chosen, and as long as posts are edited. */
const WATCHED_DAYS = 14;
/** One request to arXiv. A round is one batch a minute, so that other requests to arXiv do not wait for long. */
const BATCH = 100;
/** More than the posts of one paper in any installation. */
const MAX_POSTS = 10_000;

/**
 * Asks arXiv again about papers that may still be posted or whose posts are still edited. A paper that was withdrawn
 * meanwhile is not posted any more, and the posts that show it are edited to say so.
 */
export function createWithdrawalWatch(deps: WithdrawalWatchDeps): WithdrawalWatch {
  const { store, search, tallies, clock, log } = deps;
  let queue: PaperId[] = [];
  let nextRound: Instant = Number.NEGATIVE_INFINITY;
  let isFirstRound = true;
  let isFailing = false;

  async function beginRound(): Promise<void> {
    queue = await listWatchedPapers(deps);
    nextRound = clock.now() + ROUND_EVERY_MS;
    if (!isFirstRound) return;
    // An edit that an earlier process could not make is made now.
    const known = await store.papers.findMany(queue);
    await editPosts(known.filter(({ withdrawnAt }) => withdrawnAt !== undefined));
    isFirstRound = false;
  }

  async function askAgain(ids: readonly PaperId[]): Promise<void> {
    const newest = await deps.source.fetchLatest(ids);
    const dates = new Map(newest.flatMap(({ id, withdrawnAt }) => (withdrawnAt ? [[id, withdrawnAt]] : [])));
    const known = await store.papers.findMany([...dates.keys()]);
    const withdrawn = known
      .filter((paper) => paper.withdrawnAt === undefined)
      // No other field is used: the abstract of a withdrawn paper is the notice.
      .map((paper) => ({ ...paper, withdrawnAt: dates.get(paper.id) ?? '' }));
    if (withdrawn.length === 0) return;
    await store.papers.save(withdrawn, clock.now());
    await search.update(withdrawn);
    log.info({ papers: withdrawn.map(({ id }) => id) }, 'papers were withdrawn');
    await editPosts(withdrawn);
  }

  async function editPosts(papers: readonly Paper[]): Promise<void> {
    for (const { id } of papers) {
      const posts = await store.posts.listOfPaper(id, MAX_POSTS);
      for (const tenant of new Set(posts.flatMap(({ sent }) => sent?.tenant ?? [])))
        await tallies.editAfterChange([id], tenant);
    }
  }

  return {
    async run() {
      try {
        if (queue.length === 0) {
          if (clock.now() < nextRound) return;
          await beginRound();
        }
        if (queue.length > 0) await askAgain(queue.splice(0, BATCH));
        isFailing = false;
      } catch (err) {
        // Logged once per outage.
        if (!isFailing) log.warn({ err }, 'withdrawn papers could not be requested; the request is repeated');
        isFailing = true;
        queue = [];
        nextRound = clock.now() + RETRY_MS;
      }
    },
  };
}

async function listWatchedPapers({ store, platforms, clock }: WithdrawalWatchDeps): Promise<PaperId[]> {
  const today = toUtcDay(clock.now());
  const editions = await store.editions.listBetween(addDays(today, -WATCHED_DAYS), today);
  const since = clock.now() - WATCHED_DAYS * 24 * HOUR;
  const posts = await Promise.all(
    [...platforms.keys()].map((name) => store.posts.listSentSince(name, since)),
  );
  const ids = [...editions.toReversed(), ...posts.flat()].flatMap(({ paperIds }) => paperIds);
  return [...new Set(ids)].filter((id) => !id.startsWith('local:'));
}
