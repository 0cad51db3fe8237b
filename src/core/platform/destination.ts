/** Where a post goes, in the platform's own ids. */
export interface Destination {
  readonly channel: string;
  /** Discord: the thread's channel id. Slack: the parent's `ts`. */
  readonly thread?: string;
  /** The post notifies nobody, on a platform with `hasQuietPosts`. */
  readonly isQuiet?: boolean;
}
