export type PlatformName = 'discord' | 'slack' | 'terminal';

/** A channel across platforms: `discord:123456`, `slack:C0123ABC`, `terminal:local`. */
export type ChannelId = string;

/** Splits `discord:123` into its platform and the platform's own id. */
export function splitChannel(channel: ChannelId): { platform: PlatformName; id: string } | undefined {
  const match = /^(discord|slack|terminal):([\w-]{1,40})$/.exec(channel);
  return match ? { platform: match[1] as PlatformName, id: match[2] as string } : undefined;
}

/**
 * A person on a platform, `discord:USER` or `slack:TEAM:USER`. The same person on two platforms is two people until
 * someone links them.
 */
export type PersonId = string;

/** One Slack workspace or one Discord server: `slack:TEAM`, `discord:GUILD`, `terminal:local`. */
export type TenantId = string;
