import { type APIMessage, ChannelType } from 'discord.js';
import type { InteractionRecord } from '../loopback/discord/interactions.ts';
import { messageJson } from '../loopback/discord/payloads.ts';
import { type Channel, isThread } from '../loopback/discord/world.ts';
import type { City } from './city.ts';
import type { DiscordView, SentFile } from './protocol.ts';

/** What the servers do not store: how things were asked for, and which forms the person has left. */
export interface DiscordMemory {
  /** By interaction id. */
  readonly asked: ReadonlyMap<string, string>;
  readonly leftModals: ReadonlySet<string>;
}

/** What is shown goes over the line whole with every change: no more than anybody scrolls back to. */
const MAX_MESSAGES = 150;
const MAX_THREADS = 60;
const MAX_REPLIES = 60;

type Reply = DiscordView['replies'][number];

/** Discord as the person at the page sees it. */
export function viewDiscord({ discord, me }: City, memory: DiscordMemory): DiscordView {
  const { world, guild, interactions } = discord;
  const own = [...interactions.values()].filter(({ userId }) => userId === me.discord);
  const json = (message: Parameters<typeof messageJson>[1]) => messageJson(world, message, me.discord);
  const person = (id: string) => {
    const user = world.users.get(id);
    return { id, name: user?.username ?? id, bot: user?.bot ?? false };
  };
  const all = [...world.channels.values()].filter(
    ({ guildId, recipientId }) => guildId === guild.id || recipientId === me.discord,
  );
  const channels = [
    ...all.filter((channel) => !isThread(channel)),
    ...all.filter(isThread).slice(-MAX_THREADS),
  ];
  const open = own.findLast(({ id, modal }) => modal && !memory.leftModals.has(id));
  return {
    guild: guild.name,
    me: person(me.discord),
    people: [...guild.members.keys()].map(person),
    roles: [...guild.roles.values()]
      .filter(({ id }) => id !== guild.id)
      .map(({ id, name }) => ({ id, name })),
    channels: channels.toSorted(byKind).map((channel) => ({
      id: channel.id,
      name: channel.type === ChannelType.DM ? world.bot.username : channel.name,
      kind: toKind(channel),
      // A thread has the id of the message it hangs under.
      ...(isThread(channel) ? { startedBy: channel.id } : {}),
      ...findForum(world, channel),
      messages: [...channel.messages.values()].slice(-MAX_MESSAGES).map(json),
    })),
    commands: [...world.commands.values()].flatMap((commands) => [...commands.values()]),
    replies: own
      .slice(-MAX_REPLIES)
      .flatMap((record) => repliesTo(record, memory.asked.get(record.id) ?? '', json)),
    modal: open?.modal && { id: open.id, data: open.modal },
  };
}

/** Of a post: its forum, and the names of its tags. */
function findForum({ channels }: City['discord']['world'], { parentId = '', appliedTags }: Channel) {
  const forum = channels.get(parentId);
  if (forum?.type !== ChannelType.GuildForum) return {};
  const tags = forum.tags.filter(({ id }) => appliedTags.includes(id)).map(({ name }) => name);
  return { post: { forum: forum.id, tags } };
}

function toKind(channel: Channel): DiscordView['channels'][number]['kind'] {
  if (channel.type === ChannelType.DM) return 'dm';
  if (channel.type === ChannelType.GuildForum) return 'forum';
  return isThread(channel) ? 'thread' : 'text';
}

function byKind(a: Channel, b: Channel): number {
  const order = ['text', 'forum', 'thread', 'dm'];
  // The channel of papers was made last, and is what one comes to see.
  return order.indexOf(toKind(a)) - order.indexOf(toKind(b)) || (a.name === 'papers' ? -1 : 0);
}

/** `DEFERRED_UPDATE_MESSAGE`, `UPDATE_MESSAGE`, `MODAL`: first answers that bring no reply of their own. */
const NO_REPLY: ReadonlySet<number> = new Set([6, 7, 9]);

function repliesTo(
  record: InteractionRecord,
  asked: string,
  json: (message: NonNullable<InteractionRecord['original']>) => APIMessage,
): Reply[] {
  const { id, kind, channelId, first, pending, original, ephemeral, followUps } = record;
  if (kind === 'autocomplete') return [];
  const about = { channelId, asked };
  const waiting = pending || (first === undefined && kind === 'command');
  const answered = first !== undefined && !NO_REPLY.has(first.type) && ephemeral && original;
  const main: Reply[] = waiting
    ? [{ ...about, id, pending: true, message: undefined, files: [] }]
    : answered
      ? [{ ...about, id, pending: false, message: json(original), files: listFiles(json(original)) }]
      : [];
  const more = followUps.filter((followUp) => followUp.ephemeral).map(({ message }) => json(message));
  return [
    ...main,
    ...more.map((message) => ({
      ...about,
      id: message.id,
      pending: false,
      message,
      files: listFiles(message),
    })),
  ];
}

function listFiles({ attachments }: APIMessage): SentFile[] {
  return attachments.map(({ filename, url }) => ({
    name: filename,
    content: Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString('utf8'),
  }));
}
