import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import type { MessageBody } from './message-body.ts';
import { channelJson, messageJson } from './payloads.ts';
import { demand } from './permissions.ts';
import { type Call, ok, type Route } from './router.ts';
import { moderate } from './routes-messages.ts';
import type { Tools } from './tools.ts';
import { type Channel, isThread } from './world.ts';

interface ForumPostBody {
  readonly name: string;
  readonly applied_tags?: readonly string[] | null;
  readonly message: MessageBody;
}

/** Posts of a forum, which are threads with a first message, and the lists of threads. */
export function forumRoutes(tools: Tools): Route[] {
  const { world, check } = tools;

  /** resources/channel.mdx, Start Thread in Forum or Media Channel: SEND_MESSAGES counts, CREATE_PUBLIC_THREADS is ignored. */
  function create({ params, body, files }: Call) {
    const forum = tools.channel(params.channel);
    demand(
      world,
      forum,
      PermissionFlagsBits.SendMessages,
      ...(((body as Partial<ForumPostBody>).message?.embeds ?? []).length > 0
        ? [PermissionFlagsBits.EmbedLinks]
        : []),
    );
    if (forum.type !== ChannelType.GuildForum)
      throw new ApiError(400, 50024, 'Cannot execute action on this channel type');
    check('forumPost', body);
    const { name, applied_tags, message } = body as ForumPostBody;
    const tags = applied_tags ?? [];
    checkTags(forum, tags);
    if (world.guilds.get(forum.guildId ?? '')?.blockedWords?.test(name))
      throw new ApiError(400, 200001, 'Title was blocked by automatic moderation');
    moderate(tools, forum, message);
    const thread = world.addChannel(world.guilds.get(forum.guildId ?? ''), name, {
      type: ChannelType.PublicThread,
      parentId: forum.id,
      ownerId: world.bot.id,
      appliedTags: tags,
    });
    const first = tools.post(thread, world.bot.id, message, files, thread.id);
    return ok({ ...tools.announceThread(thread), message: messageJson(world, first) }, 201);
  }

  function listActive({ params }: Call) {
    const guild = tools.guild(params.guild);
    const threads = [...world.channels.values()].filter(
      (channel) => channel.guildId === guild.id && isThread(channel) && !channel.archived,
    );
    return ok({ threads: threads.map(channelJson), members: [] });
  }

  function listArchived({ params, query }: Call) {
    const forum = tools.channel(params.channel);
    demand(world, forum, PermissionFlagsBits.ReadMessageHistory);
    const limit = Number(query.get('limit') ?? 50);
    const threads = [...world.channels.values()].filter(
      ({ parentId, archived, type }) =>
        parentId === forum.id && archived && type === ChannelType.PublicThread,
    );
    return ok({
      threads: threads.slice(0, limit).map(channelJson),
      members: [],
      has_more: threads.length > limit,
    });
  }

  /** resources/channel.mdx, Delete/Close Channel: a thread takes MANAGE_THREADS, also of who opened it. */
  function remove({ params }: Call) {
    const thread = tools.channel(params.channel);
    demand(world, thread, PermissionFlagsBits.ManageThreads);
    world.channels.delete(thread.id);
    return ok(channelJson(thread));
  }

  return [
    { method: 'DELETE', path: '/channels/:channel', handle: remove },
    { method: 'POST', path: '/channels/:channel/threads', bucket: 'messages', handle: create },
    { method: 'GET', path: '/guilds/:guild/threads/active', handle: listActive },
    { method: 'GET', path: '/channels/:channel/threads/archived/public', handle: listArchived },
  ];
}

/** The bot manages no threads, so a moderated tag is not for it. */
function checkTags(forum: Channel, tags: readonly string[]): void {
  if (tags.length > 5) throw ApiError.invalidBody(['applied_tags: Must be 5 or fewer in length.']);
  for (const id of tags) {
    const tag = forum.tags.find((one) => one.id === id);
    if (!tag) throw ApiError.invalidBody([`applied_tags: Unknown tag ${id}`]);
    if (tag.moderated) throw ApiError.missingPermissions();
  }
  if (forum.requiresTag && tags.length === 0) throw ApiError.tagRequired();
}
