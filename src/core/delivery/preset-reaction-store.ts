import type { PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/**
 * The bot's own reactions on a post as far as we know, by ballot name: `true` for one that is on the post, `false` for one
 * whose request has an unknown outcome. A reaction that is not named is not on the post.
 */
export type OwnReactions = Readonly<Record<string, boolean>>;

/** A post whose own reactions may be out of date. */
export interface PostAwaitingReactions {
  readonly post: Post;
  /** Since when. */
  readonly since: Instant;
  readonly attempts: number;
  /** How many vote changes are pending: a run handles only those that existed when it started. */
  readonly wanted: number;
  readonly own: OwnReactions;
}

/** `first`: posts that were just sent. `voted`: posts on which somebody has reacted since and expects to see the change. */
export type ReactionWork = 'first' | 'voted';

/** Work that survives a restart: a row is added with the record that a post (not a notice) was sent, and is due with each vote. */
export interface PresetReactionStore {
  /** Longest waiting first, of one kind of work or of both, without those of some tenants. */
  listDue(
    platform: PlatformName,
    now: Instant,
    limit: number,
    work?: ReactionWork,
    notOf?: readonly TenantId[],
  ): Promise<PostAwaitingReactions[]>;
  /** The names of the ballots for which somebody's reaction is on the post. */
  listVotedBallots(postId: string): Promise<ReadonlySet<string>>;
  /** Records what is known; before a request that is: outcome unknown. */
  record(postId: string, own: OwnReactions): Promise<void>;
  /** Records what the platform itself reports; makes the post due. */
  observe(postId: string, standing: readonly string[], now: Instant): Promise<void>;
  /** The post is up to date, unless somebody voted meanwhile. */
  finish(waiting: PostAwaitingReactions): Promise<void>;
  postpone(postId: string, dueAt: Instant, attempts: number): Promise<void>;
}
