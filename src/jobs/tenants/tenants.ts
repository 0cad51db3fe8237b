import type { Clock } from '../../core/base/clock.ts';
import type { TenantId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Inbound } from '../../core/platform/inbound.ts';
import type { Pause } from '../../core/schedule/subscription.ts';
import { listNextTimes } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { findNextDue } from '../timing/next-due.ts';

export interface TenantsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long the data of a server or workspace that the bot was removed from is stored: a removal may be a mistake. */
export const GRACE_DAYS = 30;

/** Servers and workspaces that add the bot and remove it. */
export type Tenants = Pick<Inbound, 'onBotRemoved' | 'onBotPresent' | 'onTenantsListed'>;

export function createTenants({ store, clock, log }: TenantsDeps): Tenants {
  async function depart(tenant: TenantId): Promise<void> {
    const at = clock.now();
    const channels = await store.tenants.depart({ tenant, at }, pauseAt(at));
    log.warn(
      { tenant, channels: channels.length, days: GRACE_DAYS },
      'the bot was removed; posts there are paused, and its data is deleted later unless the bot comes back',
    );
  }

  async function onBotPresent(tenant: TenantId): Promise<void> {
    const isBack = (await store.tenants.listDeparted()).some((gone) => gone.tenant === tenant);
    if (!isBack) return;
    const paused = await store.tenants.undoDeparture(tenant);
    for (const subscription of paused) {
      try {
        const next = listNextTimes(subscription, (schedule) => findNextDue(schedule, clock.now()));
        await store.subscriptions.resume(subscription.channel, next);
      } catch (err) {
        // A schedule that has become unreadable must not delay the others.
        log.error({ err, channel: subscription.channel }, 'a subscription could not be resumed');
      }
    }
    log.info({ tenant, channels: paused.length }, 'the bot is back; posts there are resumed');
  }

  return {
    async onBotRemoved(platform, tenant) {
      const tenants = tenant === undefined ? await store.tenants.listKnown(platform) : [tenant];
      for (const one of tenants) await depart(one);
    },
    onBotPresent,
    async onTenantsListed(platform, tenants, covers) {
      const there = new Set(tenants);
      const gone = new Set((await store.tenants.listDeparted()).map(({ tenant }) => tenant));
      for (const tenant of await store.tenants.listKnown(platform))
        if (covers(tenant) && !there.has(tenant) && !gone.has(tenant)) await depart(tenant);
      for (const tenant of there) if (gone.has(tenant)) await onBotPresent(tenant);
    },
  };
}

function pauseAt(at: number): Pause {
  return {
    at,
    by: 'departure',
    reason: { code: 'removed', values: { graceDays: GRACE_DAYS } },
  };
}
