import type { ChannelId, PersonId, PlatformName, TenantId } from '../base/ids.ts';

/** What is known of a platform also while it is switched off. */
export interface PlatformInfo {
  readonly name: PlatformName;
  /** As its makers write it. */
  readonly title: string;
  /** The settings that switch it on; none for one that needs no account. */
  readonly tokens: readonly string[];
  /** Whether a channel there can have this id. */
  isChannelId(id: string): boolean;
  /** Where a person finds the id of a channel. */
  readonly whereIdsAre: string;
  /** Set where the platform is the prompt of whoever runs the bot: no rate limit holds there, and dry runs are shown as there. */
  readonly prompt?: Prompt;
}

/** The one conversation of a platform that is a prompt. */
export interface Prompt {
  readonly channel: ChannelId;
  readonly tenant: TenantId;
  /** Whoever types there. */
  readonly person: PersonId;
}
