import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { refusedPicture } from './body-check.ts';
import { hasComponentsFlag, listShownTexts } from './components-check.ts';
import type { MessageBody } from './message-body.ts';
import { numberComponents } from './number-components.ts';
import { messageJson } from './payloads.ts';
import { demand, may } from './permissions.ts';
import { type Call, done, ok, type Route } from './router.ts';
import type { Tools } from './tools.ts';
import { type Channel, isThread, type Message } from './world.ts';

/** How long an enforced nonce brings the same message back. */
const NONCE_MS = 3 * 60_000;

const SPEAKABLE: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.DM,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/** Posting, reading and changing messages. */
export function messageRoutes(tools: Tools): Route[] {
  const { world, check } = tools;

  function list({ params, query }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel);
    const limit = Number(query.get('limit') ?? 50);
    if (!(limit >= 1 && limit <= 100)) throw ApiError.invalidBody(['limit: int value should be 1 to 100']);
    // Without this permission Discord answers an empty list, not an error.
    if (!may(world, channel, world.bot.id, PermissionFlagsBits.ReadMessageHistory)) return ok([]);
    const after = query.get('after');
    const before = query.get('before');
    const oldestFirst = [...channel.messages.values()].filter(
      ({ id }) => (!after || BigInt(id) > BigInt(after)) && (!before || BigInt(id) < BigInt(before)),
    );
    const page = after ? oldestFirst.slice(0, limit) : oldestFirst.slice(-limit);
    return ok(page.toReversed().map((message) => messageJson(world, message)));
  }

  function get({ params }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel, PermissionFlagsBits.ReadMessageHistory);
    return ok(messageJson(world, tools.message(channel, params.message)));
  }

  function edit({ params, body }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel);
    const message = tools.message(channel, params.message);
    if (message.authorId !== world.bot.id) {
      throw new ApiError(403, 50005, 'Cannot edit a message authored by another user');
    }
    if (channel.archived) throw ApiError.archived();
    check('edit', body, { before: message });
    moderate(tools, channel, body as MessageBody);
    changeMessage(message, body as MessageBody, world.dated());
    return ok(messageJson(world, message));
  }

  function crosspost({ params }: Call) {
    const channel = tools.channel(params.channel);
    demand(world, channel, PermissionFlagsBits.SendMessages);
    const message = tools.message(channel, params.message);
    if (channel.type !== ChannelType.GuildAnnouncement)
      throw new ApiError(403, 50024, 'Cannot execute action on this channel type');
    const { flags } = message;
    if ((flags & MessageFlags.Crossposted) !== 0)
      throw new ApiError(400, 40033, 'This message has already been crossposted');
    message.flags = flags | MessageFlags.Crossposted;
    return ok(messageJson(world, message));
  }

  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      bucket: 'messages',
      handle: (call) => postMessage(tools, call),
    },
    { method: 'GET', path: '/channels/:channel/messages', handle: list },
    { method: 'GET', path: '/channels/:channel/messages/:message', handle: get },
    { method: 'PATCH', path: '/channels/:channel/messages/:message', bucket: 'messages', handle: edit },
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      handle: (call) => startThread(tools, call),
    },
    { method: 'POST', path: '/channels/:channel/messages/:message/crosspost', handle: crosspost },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      handle: ({ params }) => {
        const channel = tools.channel(params.channel);
        channel.messages.delete(tools.message(channel, params.message).id);
        return done();
      },
    },
  ];
}

function postMessage(tools: Tools, { params, body, files }: Call) {
  const { world, check } = tools;
  const channel = tools.channel(params.channel);
  demandVoice(tools, channel, body as MessageBody, files.length > 0);
  check('message', body, { files });
  const fields = body as MessageBody;
  moderate(tools, channel, fields);
  const nonce = fields.nonce === undefined || fields.nonce === null ? undefined : String(fields.nonce);
  if (fields.enforce_nonce && nonce) {
    const same = [...channel.messages.values()].find(
      (message) => message.nonce === nonce && world.dated() - message.createdAt < NONCE_MS,
    );
    if (same) return ok(messageJson(world, same));
  }
  const message = tools.post(channel, world.bot.id, fields, files);
  message.nonce = nonce;
  return ok({ ...messageJson(world, message), ...(nonce ? { nonce } : {}) });
}

function startThread(tools: Tools, { params, body }: Call) {
  const { world, check } = tools;
  const channel = tools.channel(params.channel);
  demand(world, channel, PermissionFlagsBits.CreatePublicThreads);
  const message = tools.message(channel, params.message);
  check('thread', body);
  if (message.threadId) throw new ApiError(400, 160004, 'A thread has already been created for this message');
  const guild = world.guilds.get(channel.guildId ?? '');
  const announcement = channel.type === ChannelType.GuildAnnouncement;
  const opened = world.addChannel(guild, (body as { name: string }).name, {
    id: message.id,
    type: announcement ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    parentId: channel.id,
    ownerId: world.bot.id,
  });
  message.threadId = opened.id;
  return ok(tools.announceThread(opened), 201);
}

/** Replaces what a body names, and leaves the rest as it was. */
export function changeMessage(message: Message, body: MessageBody, now: number): void {
  if (body.content !== undefined) message.content = body.content ?? '';
  if (body.embeds !== undefined) message.embeds = body.embeds ?? [];
  message.flags |= (body.flags ?? 0) & MessageFlags.IsComponentsV2;
  if (body.components !== undefined)
    message.components = numberComponents(body.components ?? [], message.flags);
  message.editedAt = now;
}

/** Refuses what is well formed all the same: a picture that Discord does not like, and words that AutoMod blocks. */
export function moderate(
  { world }: Tools,
  { guildId }: Channel,
  { content, embeds, components }: MessageBody,
): void {
  const picture = refusedPicture(embeds);
  if (picture) throw picture;
  const { blockedWords, isTooLong } = world.guilds.get(guildId ?? '') ?? {};
  const body = `${content ?? ''} ${JSON.stringify(embeds ?? [])} ${listShownTexts(components).join(' ')}`;
  if (blockedWords?.test(body))
    throw new ApiError(400, 200000, 'Message was blocked by automatic moderation');
  if (isTooLong?.(body))
    throw ApiError.invalidBody(
      ['embeds: Embed size exceeds maximum size of 6000'],
      'MAX_EMBED_SIZE_EXCEEDED',
    );
}

function demandVoice({ world }: Tools, channel: Channel, body: MessageBody, files: boolean): void {
  const inThread = isThread(channel);
  const recipient = world.users.get(channel.recipientId ?? '');
  if (recipient && !recipient.takesMessages) {
    throw new ApiError(403, 50007, 'Cannot send messages to this user');
  }
  demand(
    world,
    channel,
    inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
    ...((body.embeds ?? []).length > 0 ? [PermissionFlagsBits.EmbedLinks] : []),
    ...(files ? [PermissionFlagsBits.AttachFiles] : []),
  );
  if (!SPEAKABLE.has(channel.type)) {
    throw new ApiError(400, 50008, 'Cannot send messages in a non-text channel');
  }
  if (inThread && channel.locked) throw new ApiError(403, 160005, 'This thread is locked');
  const isMade = hasComponentsFlag(body) && (body.components ?? []).length > 0;
  const empty = (body.content ?? '') === '' && (body.embeds ?? []).length === 0 && !files && !isMade;
  if (empty) throw new ApiError(400, 50006, 'Cannot send an empty message');
  if (inThread) channel.archived = false;
}
