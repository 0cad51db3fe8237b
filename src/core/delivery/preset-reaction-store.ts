import type { PlatformName } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/**
 * The bot's own reactions on a post as far as we know, by the name of the ballot: `true` for one that stands, `false` for one
 * whose request has an unknown outcome. One that is not named does not stand.
 */
export type OwnReactions = Readonly<Record<string, boolean>>;

/** A post whose own reactions may not be what they should be. */
export interface PostAwaitingReactions {
  readonly post: Post;
  /** When that became so. */
  readonly since: Instant;
  readonly attempts: number;
  /** How many changes of votes are waiting: a round has seen those alone that it knew of. */
  readonly wanted: number;
  readonly own: OwnReactions;
}

/** `first`: posts that were just sent. `voted`: posts on which somebody reacted since, and waits to see it. */
export type ReactionWork = 'first' | 'voted';

/** Work that outlives a stop: a row comes with the record that a post was sent, unless it is a notice, and is due with each vote. */
export interface PresetReactionStore {
  /** Longest waiting first, of one kind of work or of both. */
  due(
    platform: PlatformName,
    now: Instant,
    limit: number,
    work?: ReactionWork,
  ): Promise<PostAwaitingReactions[]>;
  /** The names of the ballots by which people vote on a post with a reaction that stands. */
  votedOn(postId: string): Promise<ReadonlySet<string>>;
  /** What is known from now on; before a request it is that the outcome is unknown. */
  record(postId: string, own: OwnReactions): Promise<void>;
  /** What the platform itself says; makes the post due. */
  observe(postId: string, standing: readonly string[], now: Instant): Promise<void>;
  /** The post is as it should be, unless somebody voted meanwhile. */
  done(waiting: PostAwaitingReactions): Promise<void>;
  postpone(postId: string, dueAt: Instant, attempts: number): Promise<void>;
}
