import type { PlatformName } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/** A sent post under which the bot's own reactions do not all stand yet. */
export interface PostAwaitingReactions {
  readonly post: Post;
  /** When the post was recorded as sent. */
  readonly since: Instant;
  readonly attempts: number;
}

/** Work that outlives a stop: `PostStore.mark` adds a post when it is sent, unless it is a notice. */
export interface PresetReactionStore {
  /** Longest waiting first. */
  due(platform: PlatformName, now: Instant, limit: number): Promise<PostAwaitingReactions[]>;
  done(postId: string): Promise<void>;
  postpone(postId: string, dueAt: Instant, attempts: number): Promise<void>;
}
