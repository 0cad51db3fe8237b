import type { PlatformName } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/** A post whose message does not show what it should. */
export interface WantedEdit {
  readonly post: Post;
  /** How often it was tried in vain. */
  readonly tries: number;
  /** How often a change was wanted. */
  readonly wanted: number;
}

/**
 * What a post shows is a state to be reached: a row stands here until the message on the platform was changed. Whatever
 * changes votes or communities adds the rows of the posts that show them, in the same transaction.
 */
export interface EditStore {
  want(postIds: readonly string[]): Promise<void>;
  get(postId: string): Promise<WantedEdit | undefined>;
  /** Those whose time has come, longest waiting first. */
  due(now: Instant, platforms: readonly PlatformName[], limit: number): Promise<WantedEdit[]>;
  /** It was changed; where another change was wanted meanwhile it is due again. */
  done(edit: WantedEdit): Promise<void>;
  /** It was tried in vain. */
  later(edit: WantedEdit, dueAt: Instant): Promise<void>;
}
