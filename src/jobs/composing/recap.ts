import { createDayReader } from '../../core/base/calendar.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Digest } from '../../core/delivery/delivery.ts';
import { chooseRecap, type PostedPaper } from '../../core/digest/recap.ts';
import { toPaperWords } from '../../core/matching/paper-words.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import {
  findRecapSpan,
  isLookedBackOn,
  type RecapPeriod,
  type RecapSpan,
} from '../../core/schedule/recap.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { listFollowedCandidates } from './followed-candidates.ts';
import { readPapersById, readTallies } from './prepare.ts';

export interface RecapDeps {
  readonly store: Store;
  readonly log: Log;
  /** Reads the counts of these days' papers again, where they can be had: the lists are refreshed for two days only. */
  readonly recount?: ((span: RecapSpan) => Promise<void>) | undefined;
}

/** A channel that posts every hour has fewer digests in two months. */
const LOOKED_BACK = 1500;

/** The first digest of a span may have been posted so long before that day begins in UTC. */
const ZONE_MARGIN_MS = 2 * 86_400_000;

/** What a recap at a slot would say; `undefined` where there is nothing to say. */
export async function chooseRecapFor(
  deps: RecapDeps,
  subscription: Subscription,
  period: RecapPeriod,
  slot: Instant,
): Promise<Digest | undefined> {
  const { store } = deps;
  const span = findRecapSpan(period, slot, subscription.zone);
  await deps.recount?.(span);
  const posted = await readPosted(store, subscription, span, slot);
  const all = await store.editions.listBetween(span.from, span.to);
  const ids = [...new Set([...posted.keys(), ...all.flatMap(({ paperIds }) => paperIds)])];
  const papers = await readPapersById(store, ids);
  const words = toPaperWords(papers.values());
  const { editions } = await listFollowedCandidates(deps, { editions: all, words }, subscription);
  return chooseRecap({
    ...{ span, now: slot, subscription, posted, editions, papers, words },
    shown: await store.posts.listShownPapers(subscription.channel),
    tallies: await readTallies(store, ids, subscription),
    snapshots: await store.papers.listSnapshots([...posted.keys()], Date.parse(span.from) - ZONE_MARGIN_MS),
  });
}

/** The papers of a channel's digests, each with when it was posted first. */
async function readPosted(
  store: Store,
  { channel, zone }: Subscription,
  span: RecapSpan,
  recapSlot: Instant,
): Promise<Map<PaperId, PostedPaper>> {
  const deliveries = await store.deliveries.listRecent(channel, LOOKED_BACK, 'digest');
  const posted = new Map<PaperId, PostedPaper>();
  const when = { slot: recapSlot, readDay: createDayReader(zone) };
  for (const { slot, state, digest } of deliveries) {
    if (state !== 'sent' && state !== 'unknown') continue;
    if (!isLookedBackOn(span, slot, when)) continue;
    for (const { paperId, day } of digest?.papers ?? []) posted.set(paperId, { at: slot, day });
  }
  return posted;
}
