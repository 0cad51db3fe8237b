import type { ChannelId, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { DueTimes, Pause, Subscription } from './subscription.ts';

export interface SubscriptionStore {
  put(subscription: Subscription): Promise<void>;
  find(channel: ChannelId): Promise<Subscription | undefined>;
  list(): Promise<Subscription[]>;
  /** Whether there was one. */
  remove(channel: ChannelId): Promise<boolean>;
  /** Not paused, and the digest or a recap is due; those whose digest has waited longest first. */
  listDue(now: Instant): Promise<Subscription[]>;
  /** Advances the next slot, only if it still is `from`: of two processes one wins. */
  advance(channel: ChannelId, from: Instant, to: Instant): Promise<boolean>;
  pause(channel: ChannelId, pause: Pause): Promise<void>;
  /** With the next time of its digest, and of each recap that it has. */
  resume(channel: ChannelId, next: DueTimes): Promise<void>;
  setTenant(channel: ChannelId, tenant: TenantId): Promise<void>;
}
