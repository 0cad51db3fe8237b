import type { PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Post } from './delivery.ts';

/** A post that was sent again while an earlier attempt might still be carried out, and when it was first tried. */
export interface DuplicateCheck {
  readonly post: Post;
  readonly since: Instant;
}

export interface DuplicateCheckStore {
  add(post: Pick<Post, 'id' | 'channel'>, since: Instant, dueAt: Instant): Promise<void>;
  /** Those that are due and not in one of these tenants, longest waiting first. */
  listDue(
    platform: PlatformName,
    now: Instant,
    limit: number,
    notOf?: readonly TenantId[],
  ): Promise<DuplicateCheck[]>;
  finish(postId: string): Promise<void>;
  postpone(postId: string, dueAt: Instant): Promise<void>;
}
