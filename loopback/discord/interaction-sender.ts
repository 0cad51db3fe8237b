import type { InteractionType } from 'discord.js';
import { findContext, hasBot } from './context.ts';
import type { InteractionRecord } from './interactions.ts';
import { channelJson, memberJson, messageJson, userJson } from './payloads.ts';
import { computePermissions } from './permissions.ts';
import { INTENTS, type Tools } from './tools.ts';
import type { Channel, Message, User } from './world.ts';

type Who = Pick<InteractionRecord, 'kind' | 'userId' | 'channelId'>;

/** Writes interactions down, and sends them to the bot as Discord does. */
export class InteractionSender {
  readonly #tools: Tools;
  readonly #records: Map<string, InteractionRecord>;

  constructor(tools: Tools, records: Map<string, InteractionRecord>) {
    this.#tools = tools;
    this.#records = records;
  }

  /** `original` is the message that it was done on, which is sent along. */
  send(who: Who, type: InteractionType, data: object, original?: Message): InteractionRecord {
    const { world, channel: findChannel, emit } = this.#tools;
    const record = this.#begin(who, original);
    const channel = findChannel(who.channelId);
    const user = world.users.get(who.userId);
    if (!user) throw new Error(`nobody has the id ${who.userId}`);
    const interaction = {
      id: record.id,
      application_id: world.bot.id,
      type,
      token: record.token,
      version: 1,
      data,
      channel: channelJson(channel),
      channel_id: channel.id,
      locale: user.locale,
      entitlements: [],
      attachment_size_limit: 10_485_760,
      ...(original ? { message: messageJson(world, original) } : {}),
      ...this.#describeOrigin(channel, user),
    };
    emit('INTERACTION_CREATE', interaction, INTENTS.none);
    return record;
  }

  #begin({ kind, userId, channelId }: Who, original: Message | undefined): InteractionRecord {
    const { world } = this.#tools;
    const record: InteractionRecord = {
      id: world.snowflake(),
      token: `token-${world.snowflake()}`,
      kind,
      userId,
      channelId,
      startedAt: world.now(),
      first: undefined,
      original,
      pending: false,
      ephemeral: false,
      followUps: [],
      modal: undefined,
      choices: undefined,
    };
    this.#records.set(record.token, record);
    return record;
  }

  /** Who did it, where, and what the bot may do there. */
  #describeOrigin(channel: Channel, user: User): object {
    const { world } = this.#tools;
    const guild = world.guilds.get(channel.guildId ?? '');
    const isMember = hasBot(world, channel);
    const owners = { [isMember ? 0 : 1]: isMember ? (guild?.id ?? '0') : user.id };
    const origin = { context: findContext(channel), authorizing_integration_owners: owners };
    if (!guild) return { ...origin, user: userJson(user), app_permissions: '0' };
    return {
      ...origin,
      guild_id: guild.id,
      guild_locale: 'en-US',
      guild: { id: guild.id, locale: 'en-US', features: [] },
      member: memberJson(world, guild, user, channel),
      app_permissions: isMember ? computePermissions(world, guild, world.bot.id, channel).toString() : '0',
    };
  }
}
