import type { TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Vote } from './vote.ts';

export interface Replaced {
  readonly changed: PaperId[];
  /** Nothing was replaced: the votes are not in the given state any more. */
  readonly isOutdated?: true;
}

export interface VoteStore {
  /**
   * Adds the vote, or renews it if the same person has one from the same source in the same tenant. An event that is older
   * than the last one from that source, by the platform's own time, changes nothing.
   */
  cast(vote: Vote): Promise<void>;
  /** Retracts this source's vote of this person in this tenant; `false` when there was none. */
  retract(vote: Omit<Vote, 'value'>): Promise<boolean>;
  /** Makes the votes from sources that start with `sourcePrefix` equal to `votes`; existing ones keep their time. */
  replace(sourcePrefix: string, votes: readonly Vote[], state?: string): Promise<Replaced>;
  /** Another text whenever the votes from these sources have changed, or were taken back. */
  readState(sourcePrefix: string): Promise<string>;
  /** All current votes on these papers from these tenants. */
  list(paperIds: readonly PaperId[], tenants: readonly TenantId[]): Promise<Vote[]>;
  /** All standing votes from this very source. */
  listFrom(source: string): Promise<Vote[]>;
  /** All standing votes from these tenants cast after `since`. */
  listSince(tenants: readonly TenantId[], since: Instant): Promise<Vote[]>;
  /** Every tenant of the community that `tenant` belongs to, itself included. */
  listCommunity(tenant: TenantId): Promise<TenantId[]>;
  /** Merges the communities of the two tenants. */
  link(a: TenantId, b: TenantId): Promise<void>;
  unlink(tenant: TenantId): Promise<boolean>;
}
