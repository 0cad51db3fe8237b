import { PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { memberJson, userJson } from './payloads.ts';
import { demand } from './permissions.ts';
import { type Call, done, ok, type Route } from './router.ts';
import { INTENTS, type Tools } from './tools.ts';
import type { Message } from './world.ts';

/** Unicode emoji, loosely: something that is no letter, digit or space, or a keycap. */
const EMOJI = /^(?:[0-9#*]\ufe0f?\u20e3|[^\p{L}\p{N}\s]+)$/u;

/** Different emoji on one message. */
const MAX_EMOJI = 20;

/** Adding and reading reactions. */
export function reactionRoutes(tools: Tools): Route[] {
  const { world } = tools;
  const base = '/channels/:channel/messages/:message/reactions/:emoji';

  function add({ params }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel, PermissionFlagsBits.ReadMessageHistory);
    const message = tools.message(channel, params.message);
    const emoji = params.emoji ?? '';
    if (!EMOJI.test(emoji)) throw ApiError.unknownEmoji();
    if (!message.reactions.has(emoji)) demand(world, channel, PermissionFlagsBits.AddReactions);
    if (channel.archived) throw ApiError.archived();
    setReaction(tools, message, world.bot.id, emoji, true);
    return done();
  }

  function remove({ params }: Call) {
    const channel = tools.channel(params.channel);
    const message = tools.message(channel, params.message);
    const emoji = params.emoji ?? '';
    if (!message.reactions.get(emoji)?.has(world.bot.id)) throw ApiError.unknownEmoji();
    if (channel.archived) throw ApiError.archived();
    setReaction(tools, message, world.bot.id, emoji, false);
    return done();
  }

  function list({ params, query }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel, PermissionFlagsBits.ReadMessageHistory);
    const message = tools.message(channel, params.message);
    const limit = Number(query.get('limit') ?? 25);
    if (!(limit >= 1 && limit <= 100)) throw ApiError.invalidBody(['limit: int value should be 1 to 100']);
    const after = BigInt(query.get('after') ?? 0);
    const users = query.get('type') === '1' ? [] : [...(message.reactions.get(params.emoji ?? '') ?? [])];
    const page = users
      .map(BigInt)
      .filter((id) => id > after)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .slice(0, limit);
    return ok(page.flatMap((id) => world.users.get(String(id)) ?? []).map(userJson));
  }

  return [
    { method: 'PUT', path: `${base}/@me`, bucket: 'reactions', handle: add },
    { method: 'DELETE', path: `${base}/@me`, bucket: 'reactions', handle: remove },
    { method: 'GET', path: base, handle: list },
  ];
}

/** A moderator takes all reactions off a message. */
export function clearReactions(tools: Tools, message: Message): void {
  message.reactions.clear();
  const { guildId } = tools.channel(message.channelId);
  const about = { channel_id: message.channelId, message_id: message.id, guild_id: guildId };
  tools.emit('MESSAGE_REACTION_REMOVE_ALL', about, INTENTS.reactions);
}

/** Adds or takes back one person's reaction, and sends the bot the event. */
export function setReaction(
  tools: Tools,
  message: Message,
  userId: string,
  emoji: string,
  on: boolean,
): void {
  const { world, emit } = tools;
  const channel = tools.channel(message.channelId);
  const user = world.users.get(userId);
  if (!user) throw ApiError.unknownUser();
  if (on && channel.archived) throw ApiError.archived();
  const people = message.reactions.get(emoji) ?? new Set<string>();
  if (people.has(userId) === on) return;
  if (on) {
    if (people.size === 0 && message.reactions.size >= MAX_EMOJI) {
      throw new ApiError(400, 30010, 'Maximum number of reactions reached (20)');
    }
    people.add(userId);
    message.reactions.set(emoji, people);
  } else {
    people.delete(userId);
    if (people.size === 0) message.reactions.delete(emoji);
  }
  const guild = world.guilds.get(channel.guildId ?? '');
  const about = {
    user_id: userId,
    channel_id: channel.id,
    message_id: message.id,
    guild_id: channel.guildId,
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
  };
  if (on) {
    const member = guild ? { member: memberJson(world, guild, user) } : {};
    emit(
      'MESSAGE_REACTION_ADD',
      { ...about, ...member, message_author_id: message.authorId },
      INTENTS.reactions,
    );
  } else emit('MESSAGE_REACTION_REMOVE', about, INTENTS.reactions);
}
