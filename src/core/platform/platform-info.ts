import type { ChannelId, PersonId, PlatformName, TenantId } from '../base/ids.ts';

/** What is known of a platform even while it is not configured. */
export interface PlatformInfo {
  readonly name: PlatformName;
  /** As its makers spell it. */
  readonly title: string;
  /** The settings that enable it; none for one that needs no account. */
  readonly tokens: readonly string[];
  /** Whether a channel there can have this id, in a tenant with that id where ids name one. */
  isChannelId(id: string, tenantId?: string): boolean;
  /** The same of a person. */
  isPersonId(id: string, tenantId?: string): boolean;
  /** Whether a server or workspace there can have this id. */
  isTenantId(id: string): boolean;
  /** Where a person finds the id of a channel. */
  readonly whereIdsAre: string;
  /** Set where the platform is the operator's prompt: it has no rate limit, and dry runs are shown in its format. */
  readonly prompt?: Prompt;
}

/** The only conversation of a platform that is a prompt. */
export interface Prompt {
  readonly channel: ChannelId;
  readonly tenant: TenantId;
  /** The person who types there. */
  readonly person: PersonId;
}
