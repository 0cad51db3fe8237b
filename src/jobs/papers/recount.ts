import { remember } from '../../core/async/remember.ts';
import type { Clock } from '../../core/base/clock.ts';
import { toWeek } from '../../core/paper/calendar.ts';
import type { ListQuery, PaperLists } from '../../core/paper/paper-source.ts';
import type { RecapSpan } from '../../core/schedule/recap.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';

export interface RecountDeps {
  readonly store: Store;
  readonly source: PaperLists;
  readonly search: Pick<SearchEngine, 'update'>;
  readonly clock: Clock;
  /** Many channels have their recap at the same minute: a list is asked for once in ten of them, of the wall. */
  readonly wallClock: Clock;
}

/** Reads the upvotes of the papers of some days again. A list of a week or a month is one request. */
export function createRecount({ store, source, search, clock, wallClock }: RecountDeps) {
  const count = remember(wallClock, async (period) => {
    const query: ListQuery = period.includes('W')
      ? { kind: 'week', week: period }
      : { kind: 'month', month: period };
    const { papers } = await source.list(query);
    const { added, changed } = await store.papers.save(papers, clock.now());
    await search.update(await store.papers.getMany([...added, ...changed]));
  });
  return async ({ period, from, to }: RecapSpan): Promise<void> => {
    const lists = period === 'month' ? [from.slice(0, 7)] : [...new Set([toWeek(from), toWeek(to)])];
    for (const list of lists) await count(list);
  };
}
