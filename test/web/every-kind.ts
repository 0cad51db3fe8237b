import type { Paper } from '../../src/core/paper/paper.ts';
import type { SearchAnswer } from '../../src/core/search/search.ts';
import { KEY, NOON, plan, sentAs } from '../store/ledger.ts';
import { aSubscription, papers, saveEdition } from '../support/builders.ts';
import { aSite, toPath } from './harness.ts';

/** Kinds of pages that anybody may read, with the address of one of each; `/paper/` is completed with a paper’s id. */
export const PUBLIC_KINDS = {
  'newest day': '/',
  day: '/2026-04-30',
  week: '/week/2026-W18',
  'later page of a week': '/week/2026-W18/2',
  paper: '/paper/',
  search: '/search?q=attention&page=2',
  'search that finds nothing': '/search?q=nothing',
  'search for nothing': '/search',
  channels: '/channel',
  channel: '/channel/ml-papers',
  'day of a channel': '/channel/ml-papers/2026-04-30',
  'sign-up': '/sign-up',
  'sign-up for a channel': '/sign-up?channel=ml-papers',
} as const;

const EMPTY: SearchAnswer = { hits: [], total: 0, tookMs: 1, notes: [] };
const FOUND = 45;

/** On the newest day; all others of the week were listed the day before. */
const NEWEST = 6;

/**
 * Pages of every kind: a short day and a long one, a week on two pages, a public channel that posted the first two of the papers, and a
 * reader by mail. The papers given come first everywhere.
 */
export async function aSiteOfEveryKind(first: readonly Paper[] = []) {
  const listed = [...first, ...papers(60)];
  const hits = listed.slice(0, NEWEST).map(({ id }) => ({ paperId: id, score: 1, snippet: [] }));
  const site = await aSite({
    search: {
      search: async (query) => (query.includes('nothing') ? EMPTY : { ...EMPTY, hits, total: FOUND }),
      findSimilar: async () => ({ ...EMPTY, hits: hits.slice(1, 4), total: 3 }),
    },
  });
  const { store, clock, links } = site;
  await saveEdition(store, listed, clock.now());
  for (const [day, ofDay] of [
    ['2026-04-30', listed.slice(0, NEWEST)],
    ['2026-04-29', listed.slice(NEWEST)],
  ] as const) {
    const paperIds = ofDay.map(({ id }) => id);
    await store.editions.save({ day, state: 'closed', paperIds, fetchedAt: clock.now() });
  }
  await store.subscriptions.put(aSubscription({ channel: KEY.channel, publicName: 'ml-papers' }));
  const [one, two] = listed.map(({ id }) => id);
  const id = one ?? '';
  for (const post of await plan(store, KEY, id, two ?? ''))
    await store.posts.mark(post.id, 'sent', NOON, sentAs(post.id));
  const reader = await site.reader();
  const own = {
    confirm: toPath(links.toConfirmLink(reader)),
    settings: toPath(links.toChangeLink(reader)),
    unsubscribe: toPath(links.toUnsubscribeLink(reader)),
    vote: toPath(links.toVoteLink(reader, id, 1)),
  };
  return {
    ...{ ...site, reader, own, paperId: id },
    /** Each kind of page that anybody may read, with its path. */
    open: Object.entries(PUBLIC_KINDS).map(
      ([kind, path]) => [kind, path === '/paper/' ? `${path}${id}` : path] as const,
    ),
    text: async (path: string) => (await site.get(path)).text(),
  };
}
