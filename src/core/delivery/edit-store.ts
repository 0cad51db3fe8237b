import type { PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/** A post whose message on the platform is out of date. */
export interface RequestedEdit {
  readonly post: Post;
  /** Failed attempts so far. */
  readonly tries: number;
  /** How many changes have been requested. */
  readonly requested: number;
}

/**
 * Edits are state-based: a row exists until the message on the platform has been changed. Every change
 * of votes or communities adds the rows of the posts that show them, in the same transaction.
 */
export interface EditStore {
  request(postIds: readonly string[]): Promise<void>;
  /** The pending edit of a post; `undefined` also while it is postponed. */
  find(postId: string, now: Instant): Promise<RequestedEdit | undefined>;
  /** Those that are due on a platform and not in one of these tenants, longest waiting first. */
  listDue(
    platform: PlatformName,
    now: Instant,
    limit: number,
    notOf?: readonly TenantId[],
  ): Promise<RequestedEdit[]>;
  /** Records a successful edit; if another change was requested meanwhile, the row is due again. */
  finish(edit: RequestedEdit): Promise<void>;
  /** Records a failed attempt. */
  postpone(edit: RequestedEdit, dueAt: Instant): Promise<void>;
}
