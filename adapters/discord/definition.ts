import type { PlatformDefinition } from '../shared/definition.ts';
import { NO_TOKEN } from '../shared/definition.ts';
import { PACE } from './render/limits.ts';
import { texts } from './texts/definition.ts';

export interface DiscordSettings {
  readonly DISCORD_TOKEN?: string | undefined;
  readonly DISCORD_API_URL: string;
  readonly DISCORD_GUILD_ID?: string | undefined;
  readonly DISCORD_MANAGER_ROLE?: string | undefined;
  readonly DISCORD_SHARD_COUNT: 'auto' | number;
}

/** Discord allows one login in this time. */
const LOGIN_SPACING_MS = 5000;

/** The first wait of a bot that is not connected. */
const RECONNECT_MS = 1000;

export const discord: PlatformDefinition<DiscordSettings> = {
  name: 'discord',
  title: 'Discord',
  tokens: ['DISCORD_TOKEN'],
  isChannelId: (id) => isNumber(id, 17),
  isPersonId: (id) => isNumber(id, 1),
  isTenantId: (id) => isNumber(id, 5),
  whereIdsAre: texts.whereIdsAre(),
  isConfigured: ({ DISCORD_TOKEN }) => DISCORD_TOKEN !== undefined,
  async create(settings, { speed, roles, ...context }) {
    const { createDiscord } = await import('./index.ts');
    const {
      DISCORD_GUILD_ID: guildId,
      DISCORD_MANAGER_ROLE: managerRole,
      DISCORD_SHARD_COUNT: shardCount,
    } = settings;
    return createDiscord({
      ...context,
      token: settings.DISCORD_TOKEN ?? NO_TOKEN,
      apiUrl: settings.DISCORD_API_URL,
      isSender: () => roles?.has('discord') ?? true,
      ...(shardCount === 'auto' ? {} : { shardCount }),
      ...(guildId ? { guildId } : {}),
      ...(managerRole ? { managerRole } : {}),
      ...(speed === 1 ? {} : { tuning: quicken(speed) }),
    });
  },
};

function isNumber(id: string, minDigits: number): boolean {
  return id.length >= minDigits && id.length <= 20 && [...id].every((char) => char >= '0' && char <= '9');
}

function quicken(speed: number) {
  return {
    requestsPerSecond: PACE.requestsPerSecond * speed,
    reactionSpacingMs: PACE.reactionMs / speed,
    spacingMs: LOGIN_SPACING_MS / speed,
    reconnectMs: RECONNECT_MS / speed,
  };
}
