import { addDays, toUtcDay } from '../../src/core/base/calendar.ts';
import { DeliveryError, type DeliveryFault } from '../../src/core/base/errors.ts';
import { toEditionState } from '../../src/core/paper/edition.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { PresetReactions } from '../../src/jobs/votes/preset-reactions.ts';
import { createTallies } from '../../src/jobs/votes/tallies.ts';
import { getClosingTime } from '../../src/sources/hugging-face/closing-time.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aProblem } from '../support/a-problem.ts';
import { aClock, aLog, aSubscription, papers, saveEdition } from '../support/builders.ts';
import { DELIVERING } from '../support/delivering.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId } from '../support/ids.ts';

export const CHANNEL = channelId('discord:100');
export const HOUR = 3_600_000;

/** What a platform may answer. */
export function fault(kind: DeliveryFault, retryAfterMs?: number): DeliveryError {
  return new DeliveryError(kind, aProblem(`the platform says ${kind}`), {
    fix: 'fix it',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** The channel wants it otherwise from now on. */
export async function wish(store: Store, wanted: Partial<Subscription>): Promise<void> {
  const subscription = await store.subscriptions.find(CHANNEL);
  if (!subscription) throw new Error('no subscription');
  await store.subscriptions.put({ ...subscription, ...wanted });
}

/** As after a refresh that brought nothing new. */
export async function askSource(store: Store, now: number): Promise<void> {
  for (const day of [addDays(toUtcDay(now), -1), toUtcDay(now)]) {
    const paperIds = (await store.editions.find(day))?.paperIds ?? [];
    const state = toEditionState(paperIds.length, { fetchedAt: now, closesAt: getClosingTime(day) });
    await store.editions.save({ day, state, paperIds, fetchedAt: now });
  }
}

/** A store with one edition of Thursday 2026-04-30, one subscribed channel and a platform in memory; it is 08:00 UTC. */
export async function aWorld(options: { store?: Store; papers?: Paper[] } = {}) {
  const clock = aClock('2026-04-30T08:00:00Z');
  const log = aLog();
  const store = options.store ?? (await openStore({ url: ':memory:', log }));
  const platform = aPlatform('discord');
  const platforms = new Map([['discord', platform] as const]);
  const deps = { ...DELIVERING, store, platforms, clock, log };
  const listed = options.papers ?? papers(8);

  await saveEdition(store, listed, clock.now());
  await store.subscriptions.put(
    aSubscription({ channel: CHANNEL, count: 3, nextDueAt: Date.parse('2026-04-30T09:00:00Z') }),
  );

  return {
    clock,
    log,
    store,
    platform,
    deps,
    deliver: createDeliver(deps),
    tallies: createTallies({ ...deps, wallClock: clock, editEveryMs: 3000, editWithinMs: 7 * 24 * HOUR }),
    /** What the scheduler does each minute; the source answers, and lists no more than is saved. */
    async tick() {
      await askSource(store, clock.now());
      await enqueueDue({ store, clock, log });
      await createDeliver(deps).run();
      await new PresetReactions(deps).run();
    },
    last: async () => (await store.deliveries.listRecent(CHANNEL, 1))[0],
  };
}
