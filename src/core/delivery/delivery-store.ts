import type { ChannelId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Reason } from '../reason/reason.ts';
import type {
  Delivery,
  DeliveryKey,
  DeliveryKind,
  DeliveryState,
  Digest,
  Post,
  ScheduledKind,
} from './delivery.ts';

/** A subscription of which something has come due: its next time moves on, only if it still is `from`. */
export interface Advance {
  readonly channel: ChannelId;
  readonly kind: ScheduledKind;
  readonly slots: readonly Instant[];
  readonly from: Instant;
  readonly to: Instant;
}

/** Channels on one platform, without those of some tenants, where ids name one; or channels on none of several platforms. */
export type PlatformFilter =
  | { readonly on: PlatformName; readonly notOf?: readonly TenantId[] }
  | { readonly notOn: readonly PlatformName[] };

export interface DeliveryStore {
  /** Inserts a due row for the slot, of a digest unless said otherwise; `false` when the slot has one already. */
  enqueue(key: DeliveryKey, runAt: Instant, kind?: DeliveryKind): Promise<boolean>;
  /** Inserts a due row for each slot that has none, and moves the due times on: all of it or nothing. */
  schedule(advances: readonly Advance[], now: Instant): Promise<void>;
  /**
   * Takes up to `limit` rows that are due, or whose lease ran out, for `owner` until `now + leaseMs`. A row is given
   * to only one claimant, and the rows of one channel one at a time, the oldest first. Its state becomes `claimed`, or
   * `sending` where a former owner has begun to send, or may have begun: its lease ran out.
   */
  claim(
    owner: string,
    now: Instant,
    leaseMs: number,
    limit: number,
    filter?: PlatformFilter,
  ): Promise<Delivery[]>;
  /** Extends the lease; `false` when another owner has the row by now. */
  renew(key: DeliveryKey, owner: string, leaseUntil: Instant): Promise<boolean>;
  /**
   * Saves the chosen digest and its planned posts, and moves the row to `sending`. One transaction. The first plan
   * stays: saving the same digest again changes nothing, a different one is rejected with a `PaperboyError`.
   */
  plan(key: DeliveryKey, digest: Digest, posts: readonly Post[], now: Instant): Promise<void>;
  /**
   * Ends or postpones the delivery and releases the lease. With `owner` only if that owner still has it: `false`
   * when another owner took over, who will settle it.
   */
  settle(
    key: DeliveryKey,
    outcome: {
      state: DeliveryState;
      reason?: Reason;
      runAt?: Instant;
      attempts?: number;
      waitingSince?: Instant;
    },
    now: Instant,
    owner?: string,
  ): Promise<boolean>;
  find(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Newest slot first; of one kind where that is given, otherwise of all but alerts. */
  listRecent(channel: ChannelId, limit: number, kind?: DeliveryKind): Promise<Delivery[]>;
  /** All that are not settled. */
  listOpen(): Promise<Delivery[]>;
  /** How many of a platform are not settled. */
  countOpen(platform: PlatformName): Promise<number>;
  /** Of those, how many have a post that was last tried before an instant and may have been carried out. */
  countUnknown(platform: PlatformName, triedBefore: Instant): Promise<number>;
}
