import type { TenantId } from './ids.ts';

/** A group of people whom a post mentions: a role on Discord, a user group on Slack. */
export interface Mention {
  /** It means nothing in another server. Absent where the command line named it before the server of the channel was known. */
  readonly tenant?: TenantId;
  /** The platform's own id. */
  readonly id: string;
}
