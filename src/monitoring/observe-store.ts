import type { Clock } from '../core/base/clock.ts';
import { parsePlatform } from '../core/base/ids.ts';
import type { DeliveryState } from '../core/delivery/delivery.ts';
import type { Store } from '../core/store/store.ts';
import type { Metrics } from './metrics.ts';

export const SETTLED: readonly DeliveryState[] = ['sent', 'skipped', 'failed', 'unknown'];

/** The store, counting what is written to it: whoever delivers, votes or summarizes need not know of metrics. */
export function observeStore(store: Store, metrics: Metrics, clock: Clock): Store {
  const { deliveries, votes, summaries } = store;
  return {
    ...store,
    deliveries: {
      ...deliveries,
      async settle(key, outcome, now, owner) {
        const isOurs = await deliveries.settle(key, outcome, now, owner);
        if (isOurs && SETTLED.includes(outcome.state)) {
          const platform = parsePlatform(key.channel);
          metrics.count('paperboy_deliveries_total', { platform, state: outcome.state });
          if (outcome.state === 'sent')
            metrics.observe(
              'paperboy_delivery_lag_seconds',
              { platform },
              Math.max(0, clock.now() - key.slot) / 1000,
            );
        }
        return isOurs;
      },
    },
    votes: {
      ...votes,
      async cast(vote) {
        await votes.cast(vote);
        const action = vote.value === 1 ? 'up' : 'down';
        metrics.count('paperboy_votes_total', { platform: parsePlatform(vote.tenant), action });
      },
      async retract(vote) {
        const isRetracted = await votes.retract(vote);
        const platform = parsePlatform(vote.tenant);
        if (isRetracted) metrics.count('paperboy_votes_total', { platform, action: 'retracted' });
        return isRetracted;
      },
    },
    summaries: {
      ...summaries,
      async addSpend(day, spend) {
        await summaries.addSpend(day, spend);
        metrics.count('paperboy_model_tokens_total', { kind: 'input' }, spend.inputTokens);
        metrics.count('paperboy_model_tokens_total', { kind: 'output' }, spend.outputTokens);
      },
    },
  };
}
