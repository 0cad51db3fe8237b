import { ChannelType } from 'discord.js';
import { renderAnswer } from '../../adapters/discord/components/render-answer.ts';
import { createDiscord } from '../../adapters/discord/index.ts';
import { texts } from '../../adapters/discord/texts/commands.ts';
import { NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
import type { Message as DiscordMessage } from '../../loopback/discord/world.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Message } from '../../src/core/message/message.ts';
import {
  anInbound,
  CARD,
  CHOSEN,
  type CountingLog,
  LIST,
  type RecordedEvent,
  SUMMARY,
  until,
} from './event-way.ts';

const run = async () => ({ kind: 'message', message: CARD }) as const;

/** So many that Discord has some of them in a group. */
const COMMANDS: readonly Command[] = [
  {
    ...{ name: 'search', summary: 'Searches', example: 'search', run },
    options: [{ name: 'query', summary: 'What', type: 'text', required: true, autocomplete: true }],
  },
  {
    ...{ name: 'settings', summary: 'Changes settings', example: 'settings', run },
    opensForm: true,
    options: [],
  },
  ...Array.from({ length: 25 }, (_, i): Command => {
    const name = `managed-${i}`;
    return { ...{ name, summary: 'Manages', example: name, run }, manage: true, options: [] };
  }),
];

export type DiscordWorld = Awaited<ReturnType<typeof openDiscordWorld>>;

/** The real discord.js and adapter before a loopback Discord, and a post of the bot's. */
export async function openDiscordWorld(log: CountingLog) {
  const traffic: Traffic[] = [];
  const server = await startDiscord({ rates: NO_RATES, onTraffic: (one) => traffic.push(one) });
  const platform = createDiscord({
    token: server.token,
    apiUrl: server.apiUrl,
    log,
    clock: { now: Date.now },
    commands: COMMANDS,
    tuning: { timeoutMs: 5000, backoffMs: 20, spacingMs: 0, reactionSpacingMs: 0, reconnectMs: 20 },
  });
  const { inbound, received } = anInbound();
  await platform.connection.start(inbound);
  async function say(message: Message, channel = server.general.id): Promise<DiscordMessage> {
    const sent = await platform.send({ channel }, message, `${message.kind} ${channel.slice(-9)}`);
    const said = server.messageAt(sent.thread ?? channel, sent.messageId);
    if (!said) throw new Error('the post is not there');
    return said;
  }
  const message = await say(CARD);
  const close = async () => {
    await platform.connection.stop();
    await server.close();
  };
  return { server, message, say, received, traffic, close };
}

/** One of each that a person or Discord itself can do, as the loopback Discord sends it. */
export async function recordDiscord(world: DiscordWorld): Promise<RecordedEvent[]> {
  const { server, message, say, traffic } = world;
  await recordReactions(server, [message, await sayInForum(world)]);
  await recordCommands(server, message);
  const ann = server.user('ann').id;
  server.pressButton(ann, message, 'Save');
  server.pressButton(ann, await say(SUMMARY), 'feedback:yes');
  server.pressButton(ann, await say(LIST), CHOSEN);
  const answer = server.world.addMessage(
    server.general,
    server.world.bot.id,
    renderAnswer(SUMMARY) as Pick<DiscordMessage, 'components' | 'flags'>,
  );
  server.pressButton(ann, answer, 'feedback:yes');
  server.chooseOn(ann, answer, texts.showPaper());
  server.gateway.emit('GUILD_DELETE', { id: server.guild.id, unavailable: true }, 1);
  server.gateway.emit('RESUMED', {}, 1);
  return traffic.flatMap(({ direction, what, payload }) =>
    direction === 'to bot' && /^[A-Z_]+$/.test(what) ? [{ type: what, payload: payload as object }] : [],
  );
}

type Server = DiscordWorld['server'];

/** A post in a forum is a thread with the post as its first message. */
async function sayInForum({ server, say }: DiscordWorld): Promise<DiscordMessage> {
  const forum = server.world.addChannel(server.guild, 'papers', { type: ChannelType.GuildForum });
  return say(CARD, forum.id);
}

async function recordReactions(server: Server, messages: readonly DiscordMessage[]): Promise<void> {
  const ann = server.user('ann').id;
  for (const message of messages) {
    server.react(ann, message, '👍');
    server.unreact(ann, message, '👍');
    server.clearReactions(message);
    const { channelId: channel_id, id: message_id } = message;
    const cleared = { channel_id, message_id, guild_id: server.guild.id, emoji: { id: null, name: '👍' } };
    server.gateway.emit('MESSAGE_REACTION_REMOVE_EMOJI', cleared, 1);
  }
}

/** A channel of a server that the bot is no member of: it is there only for whoever has installed it for themselves. */
function addElsewhere({ world, user }: Server): { readonly id: string } {
  const guild = world.addGuild('Elsewhere');
  guild.members.set(user('ann').id, []);
  guild.members.delete(world.bot.id);
  return world.addChannel(guild, 'chat');
}

/** In a channel, in a thread and in a private conversation; where the bot is no member; while one types; in the menu of a message; and a form. */
async function recordCommands(server: Server, message: DiscordMessage): Promise<void> {
  const { general, guild, world } = server;
  await until(
    () => [...world.commands.values()].some(({ size }) => size === 2),
    () => undefined,
  );
  const ann = server.user('ann').id;
  const thread = world.addChannel(guild, 'thread', { type: ChannelType.PublicThread, parentId: general.id });
  const direct = world.addChannel(undefined, 'direct', { type: ChannelType.DM, recipientId: ann });
  const group = world.addChannel(undefined, 'friends', { type: ChannelType.GroupDM });
  for (const { id } of [general, thread, direct, group, addElsewhere(server)])
    server.slash(ann, id, 'papers', 'search', { query: 'attention' });
  server.slash(ann, general.id, 'papers', 'managed-1', {});
  server.typeOption(ann, general.id, 'papers', 'search', 'query', 'att');
  server.chooseOn(ann, message, texts.showPaper());
  const form = server.slash(ann, general.id, 'papers', 'settings', {});
  await until(
    () => form.modal !== undefined,
    () => undefined,
  );
  server.submitModal(form, {});
}
