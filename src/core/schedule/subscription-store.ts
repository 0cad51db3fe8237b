import type { ChannelId, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Pause, Subscription } from './subscription.ts';

export interface SubscriptionStore {
  put(subscription: Subscription): Promise<void>;
  get(channel: ChannelId): Promise<Subscription | undefined>;
  list(): Promise<Subscription[]>;
  /** Whether there was one. */
  remove(channel: ChannelId): Promise<boolean>;
  /** Not paused and `nextDueAt <= now`, longest waiting first. */
  due(now: Instant): Promise<Subscription[]>;
  /** Advances the next slot, only if it still is `from`: of two processes one wins. */
  advance(channel: ChannelId, from: Instant, to: Instant): Promise<boolean>;
  pause(channel: ChannelId, pause: Pause): Promise<void>;
  resume(channel: ChannelId, nextDueAt: Instant): Promise<void>;
  setTenant(channel: ChannelId, tenant: TenantId): Promise<void>;
}
