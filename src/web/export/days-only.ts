import type { Day } from '../../core/base/time.ts';
import type { EditionStore } from '../../core/paper/edition-store.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { SearchEngine } from '../../core/search/search.ts';
import type { PublicChannelStore } from '../../core/store/public-channel-store.ts';
import type { Store } from '../../core/store/store.ts';

export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** A store that knows of no list outside the span and no post before it: so no page links to one that is not exported. */
export function withDaysOnly(store: Store, span: DaySpan): Store {
  return {
    ...store,
    editions: limitEditions(store.editions, span),
    publicChannels: limitPostsSince(store.publicChannels, Date.parse(`${span.from}T00:00:00Z`)),
  };
}

function limitEditions(editions: EditionStore, { from, to }: DaySpan): EditionStore {
  const isInside = (day: Day) => day >= from && day <= to;
  return {
    ...editions,
    find: async (day) => (isInside(day) ? editions.find(day) : undefined),
    listLatest: async (count, through) =>
      (await editions.listLatest(count, through < to ? through : to)).filter(({ day }) => isInside(day)),
    listBetween: async (first, last) =>
      (await editions.listBetween(first, last)).filter(({ day }) => isInside(day)),
    listDaysWithPapers: async (through) => (await editions.listDaysWithPapers(through)).filter(isInside),
    async findDaysAround(day, through) {
      const { earlier = '', later = '' } = await editions.findDaysAround(day, through);
      return { ...(isInside(earlier) ? { earlier } : {}), ...(isInside(later) ? { later } : {}) };
    },
    listDays: async (id) => (await editions.listDays(id)).filter(isInside),
  };
}

function limitPostsSince(channels: PublicChannelStore, since: number): PublicChannelStore {
  return {
    ...channels,
    listSlots: (channel, span) =>
      channels.listSlots(channel, { ...span, from: Math.max(span.from ?? 0, since) }),
    listOfPaper: async (id, limit) =>
      (await channels.listOfPaper(id, limit)).filter(({ slot }) => slot >= since),
  };
}

/** How many more are read, since only some of them are exported. */
const MORE = 4;

/** A search that finds only exported papers. */
export function withPapersOnly(
  search: Pick<SearchEngine, 'search' | 'findSimilar'>,
  exported: ReadonlySet<PaperId>,
): Pick<SearchEngine, 'search' | 'findSimilar'> {
  return {
    search: (query, page) => search.search(query, page),
    async findSimilar(paper, limit) {
      const answer = await search.findSimilar(paper, limit * MORE);
      const hits = answer.hits.filter(({ paperId }) => exported.has(paperId)).slice(0, limit);
      return { ...answer, hits };
    },
  };
}
