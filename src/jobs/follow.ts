import { addDays, utcDay } from '../core/edition.ts';
import { DeliveryError, InputError } from '../core/errors.ts';
import { PAPERS_PER_MESSAGE, type PaperList } from '../core/message.ts';
import { DIRECT_PLACE, listIn } from '../core/numbered-list.ts';
import type { Day, Paper, PaperId } from '../core/paper.ts';
import { type Follow, type FollowSchedule, isFollowed } from '../core/personal.ts';
import type { Clock, Log, Platform, Store } from '../core/ports.ts';
import { isQuiet } from '../core/quiet-hours.ts';
import type { SearchEngine } from '../core/search.ts';
import type { PlatformName } from '../core/subscription.ts';
import type { Summarizer } from '../core/summary.ts';
import { NO_VOTES } from '../core/vote.ts';
import { nextDue } from './next-due.ts';

export interface FollowDeps {
  readonly store: Store;
  readonly search: Pick<SearchEngine, 'search'>;
  readonly forCard: Summarizer['forCard'];
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the process stops: who has not been told yet hears of it after the next start. */
  readonly isStopping?: () => boolean;
}

/** Papers of the last days are looked at: a weekend, and a day on which the process was down. */
const DAYS_BACK = 4;

/** How many hits of a followed query are looked at. */
const HITS = 200;

/** A paper is listed within two weeks of its first version: years of older ones must not crowd out the new. */
const OLDEST_DAYS = 30;

/** Tells people, once a day at their time, of new papers that match what they follow. Never throws for one person. */
export async function tellFollowers(deps: FollowDeps): Promise<void> {
  const { store, clock, log, isStopping = () => false } = deps;
  for (const schedule of await store.follows.due(clock.now())) {
    if (isStopping()) return;
    try {
      const now = clock.now();
      const { quiet, zone } = schedule;
      if (!isQuiet(quiet, { wanted: nextDue(schedule, now), now, zone })) await tellOne(deps, schedule);
    } catch (err) {
      const { person } = schedule;
      log.warn({ err, person }, 'a person could not be told of what they follow');
      // Who lets nobody write to them is not asked again every minute, but with the next bundle.
      if (isLasting(err)) await store.follows.told(person, [], nextDue(schedule, clock.now()));
    }
  }
}

function isLasting(err: unknown): boolean {
  if (err instanceof DeliveryError) return ['refused', 'gone', 'rejected'].includes(err.fault);
  return err instanceof InputError;
}

async function tellOne(
  { store, search, forCard, platforms, clock }: FollowDeps,
  schedule: FollowSchedule,
): Promise<void> {
  const { person } = schedule;
  const now = clock.now();
  const platform = platforms.get(person.split(':')[0] as PlatformName);
  if (!platform) return;
  const editions = await store.editions.between(addDays(utcDay(now), -DAYS_BACK), utcDay(now));
  const fresh = await store.follows.untold(person, [
    ...new Set(editions.flatMap(({ paperIds }) => paperIds)),
  ]);
  const papers = await store.papers.getMany(fresh);
  const follows = await store.follows.of(person);
  const matched = await matchesOf(papers, follows, search, addDays(utcDay(now), -OLDEST_DAYS));
  const next = nextDue(schedule, now);
  if (matched.length > 0) {
    const message = bundle(matched, forCard, schedule.language);
    await platform.tell(person, message);
    const list = listIn(message, now);
    if (list) await store.lists.save(DIRECT_PLACE, person, list);
  }
  // Remembered after it was told: a failure tells it again rather than never.
  await store.follows.told(
    person,
    matched.map(({ id }) => id),
    next,
  );
}

async function matchesOf(
  papers: readonly Paper[],
  follows: readonly Follow[],
  search: FollowDeps['search'],
  oldest: Day,
): Promise<Paper[]> {
  const found = new Set<PaperId>();
  for (const follow of follows.filter(({ kind }) => kind === 'query')) {
    const { hits } = await search.search(`after:${oldest} ${follow.text}`, { offset: 0, limit: HITS });
    for (const { paperId } of hits) found.add(paperId);
  }
  return papers.filter((paper) => found.has(paper.id) || follows.some((follow) => isFollowed(paper, follow)));
}

function bundle(papers: readonly Paper[], forCard: Summarizer['forCard'], language: string): PaperList {
  const shown = papers.toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0)).slice(0, PAPERS_PER_MESSAGE);
  const more = papers.length - shown.length;
  return {
    kind: 'list',
    title: `${papers.length} new ${papers.length === 1 ? 'paper' : 'papers'} that you follow`,
    note: `${more > 0 ? `and ${more} more; ` : ''}/papers following shows what you follow`,
    entries: shown.map((paper, i) => {
      const summary = forCard(paper);
      return { paper, n: i + 1, tally: NO_VOTES, ...(summary ? { summary } : {}) };
    }),
    language,
  };
}
