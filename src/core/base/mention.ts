import type { TenantId } from './ids.ts';

/** A group of people whom a post mentions: a role on Discord, a user group on Slack. It means nothing in another server. */
export interface Mention {
  readonly tenant: TenantId;
  /** The platform's own id. */
  readonly id: string;
}
