import { remember } from '../../core/async/remember.ts';
import { withTimeout } from '../../core/async/with-timeout.ts';
import { toWeek } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { ListQuery, PaperLists } from '../../core/paper/paper-source.ts';
import type { RecapSpan } from '../../core/schedule/recap.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';

export interface RecountDeps {
  readonly store: Store;
  readonly source: PaperLists;
  readonly search: Pick<SearchEngine, 'update'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Many channels have their recap at the same minute: a list is asked for once in ten of them, of the wall. */
  readonly wallClock: Clock;
}

/** A delivery waits for this, and others wait for the delivery. */
const WAIT_MS = 30_000;

/**
 * Reads the upvotes of the papers of some days again; never rejects. A week is a few requests, a month about sixteen. The counts
 * that are saved are better than no recap, so a list that cannot be had is given up, for all channels of these ten minutes.
 */
export function createRecount({ store, source, search, clock, log, wallClock }: RecountDeps) {
  async function count(list: string): Promise<void> {
    const query: ListQuery = list.includes('W')
      ? { kind: 'week', week: list }
      : { kind: 'month', month: list };
    const { papers } = await source.list(query);
    const { added, changed } = await store.papers.save(papers, clock.now());
    await search.update(await store.papers.findMany([...added, ...changed]));
  }
  const tryToCount = remember(wallClock, async (list) => {
    try {
      await withTimeout(count(list), WAIT_MS, () => {
        throw new Error(`not counted within ${WAIT_MS} ms`);
      });
    } catch (err) {
      log.warn({ err, list }, 'the papers of a recap could not be counted again');
    }
  });
  return async ({ period, from, to }: RecapSpan): Promise<void> => {
    const lists = period === 'month' ? [from.slice(0, 7)] : new Set([toWeek(from), toWeek(to)]);
    await Promise.all([...lists].map((list) => tryToCount(list)));
  };
}
