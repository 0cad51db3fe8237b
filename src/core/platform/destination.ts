import type { TenantId } from '../base/ids.ts';

/** Where a post goes, in the platform's own ids. */
export interface Destination {
  /** The workspace through which it is posted, on a platform whose ids are unique only within one. */
  readonly tenant?: TenantId;
  readonly channel: string;
  /** Discord: the thread's channel id. Slack: the parent's `ts`. */
  readonly thread?: string;
  /** The post notifies nobody, on a platform with `hasQuietPosts`. */
  readonly isQuiet?: boolean;
}
