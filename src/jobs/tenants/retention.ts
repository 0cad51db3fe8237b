import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Store } from '../../core/store/store.ts';
import { SHARED_CARD_MS } from '../votes/shared-cards.ts';
import { GRACE_DAYS } from './tenants.ts';

export interface RetentionDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How many days votes, with feedback on summaries, and deliveries are stored; permanently where nothing is set. */
  readonly voteDays?: number | undefined;
  readonly deliveryDays?: number | undefined;
  readonly isStopping?: () => boolean;
}

export interface Retention {
  /** Deletes what has reached its age, at most once an hour. */
  run(): Promise<void>;
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const SHARED_CARD_DAYS = SHARED_CARD_MS / DAY;

/** One transaction delays everything else by some milliseconds. */
const AT_ONCE = 200;

/** Reactions are read back for seven days; until then we store whose reactions must not be counted again. */
const FORGOTTEN_DAYS = 8;

export function createRetention(deps: RetentionDeps): Retention {
  const { store, clock, log, voteDays, deliveryDays, isStopping = () => false } = deps;
  let last = Number.NEGATIVE_INFINITY;

  /** In slices, all that is older than so many days. Resolves with how much that was. */
  async function takeAll(
    days: number | undefined,
    take: (before: Instant, limit: number) => Promise<number>,
  ): Promise<number> {
    if (days === undefined) return 0;
    const before = clock.now() - days * DAY;
    let sum = 0;
    for (let taken = AT_ONCE; taken >= AT_ONCE && !isStopping(); ) {
      taken = await take(before, AT_ONCE);
      sum += taken;
    }
    return sum;
  }

  async function eraseDeparted(): Promise<void> {
    const before = clock.now() - GRACE_DAYS * DAY;
    for (const { tenant, at } of await store.tenants.listDeparted()) {
      if (at > before || isStopping()) continue;
      await store.tenants.erase(tenant);
      log.info({ tenant }, 'the data of a server or workspace that removed the bot was deleted');
    }
  }

  return {
    async run() {
      if (clock.now() - last < HOUR) return;
      last = clock.now();
      await eraseDeparted();
      await store.retention.dropForgotten(clock.now() - FORGOTTEN_DAYS * DAY);
      await store.shortLived.purge(clock.now());
      const mailboxes = await store.mailboxes.purge(clock.now());
      const votes = await takeAll(voteDays, store.retention.dropVotes);
      const feedback = await takeAll(voteDays, store.retention.dropFeedback);
      const deliveries = await takeAll(deliveryDays, store.retention.dropDeliveries);
      await takeAll(SHARED_CARD_DAYS, store.sharedCards.requestUnused);
      // Those whose votes could not be taken off.
      await takeAll(2 * SHARED_CARD_DAYS, store.sharedCards.dropUnused);
      if (votes + feedback + deliveries + mailboxes > 0)
        log.info({ votes, feedback, deliveries, mailboxes }, 'expired data was deleted');
    },
  };
}
