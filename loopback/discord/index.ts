import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnTraffic } from '../traffic.ts';
import { createBodyCheck } from './body-check.ts';
import { createBuckets, type Rates, TRUE_RATES } from './buckets.ts';
import { createFaults } from './faults.ts';
import { Gateway } from './gateway.ts';
import type { InteractionRecord } from './interactions.ts';
import { createPeople } from './people.ts';
import { createRestServer } from './rest-server.ts';
import { createRouter } from './router.ts';
import { channelRoutes } from './routes-channels.ts';
import { commandRoutes } from './routes-commands.ts';
import { forumRoutes } from './routes-forums.ts';
import { FIRST_ANSWER_MS, interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { clearReactions, reactionRoutes, setReaction } from './routes-reactions.ts';
import { createTools } from './tools.ts';
import { type Guild, type Message, type User, World } from './world.ts';

export { NO_RATES, TRUE_RATES } from './buckets.ts';
export { type InteractionRecord, readText } from './interactions.ts';

export interface DiscordServerOptions {
  readonly token?: string;
  /** True limits by default. */
  readonly rates?: Rates;
  readonly heartbeatMs?: number;
  /** How many shards the bot is asked to connect with; 1 by default. */
  readonly shards?: number;
  /** How many of them may log in at the same time; 1 by default. */
  readonly maxConcurrency?: number;
  /** A login that comes sooner after one of the same key gets an invalid session; 0 by default, where Discord has five seconds. */
  readonly loginMs?: number;
  /** How long an interaction waits for its first answer: longer than Discord where somebody measures how late it comes. */
  readonly firstAnswerMs?: number;
  readonly now?: () => number;
  /** The time that messages carry, where it is another one than that of interactions and limits. */
  readonly dated?: () => number;
  /** Hears of every REST call that was answered, and of every gateway event. */
  readonly onTraffic?: OnTraffic;
}

/**
 * Discord in this process, on a port of its own choice at 127.0.0.1: REST and gateway, with the true limits, permissions
 * and faults on demand. Its state can be read and people can act in it.
 */
export async function startDiscord(options: DiscordServerOptions = {}) {
  const {
    token = 'test-token.for.loopback',
    rates = TRUE_RATES,
    heartbeatMs = 41_250,
    shards = 1,
    maxConcurrency = 1,
    loginMs = 0,
    firstAnswerMs = FIRST_ANSWER_MS,
    now = Date.now,
    dated = now,
    onTraffic = () => undefined,
  } = options;
  const world = new World(now, dated);
  const faults = createFaults();
  const bodies = createBodyCheck();
  const records = new Map<string, InteractionRecord>();
  let port = 0;
  const origin = () => `ws://127.0.0.1:${port}`;
  const gateway = new Gateway({
    ...{ world, token, heartbeatMs, shards, maxConcurrency, loginMs, origin, onTraffic },
  });
  const tools = createTools(world, (...event) => gateway.emit(...event), bodies.check);
  const rest = createRestServer({
    match: createRouter([
      ...messageRoutes(tools),
      ...reactionRoutes(tools),
      ...forumRoutes(tools),
      ...channelRoutes(tools, gateway),
      ...commandRoutes(tools),
      ...interactionRoutes(tools, records, firstAnswerMs),
    ]),
    buckets: createBuckets(rates, now),
    faults,
    token,
    now,
    onTraffic,
  });
  const http = createServer(rest.serve);
  http.on('upgrade', (...request) => gateway.upgrade(...request));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;

  const guild = world.addGuild('Readers');
  const general = world.addChannel(guild, 'general');
  return {
    ...createPeople(tools, records),
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    world,
    guild,
    general,
    channels: world.channels,
    faults,
    gateway,
    tools,
    requests: rest.requests,
    /** Bodies that Discord would have refused. Empty at the end of every good test. */
    violations: bodies.violations,
    interactions: records,
    user: nameUsers(world, guild),
    messageAt: (channelId: string, messageId: string): Message | undefined =>
      world.channels.get(channelId)?.messages.get(messageId),
    react: (userId: string, message: Message, emoji: string) =>
      setReaction(tools, message, userId, emoji, true),
    unreact: (userId: string, message: Message, emoji: string) =>
      setReaction(tools, message, userId, emoji, false),
    clearReactions: (message: Message) => clearReactions(tools, message),
    async close(): Promise<void> {
      gateway.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

export type DiscordServer = Awaited<ReturnType<typeof startDiscord>>;

/** The person or bot of a name, made on the first mention and a member of the guild. */
function nameUsers(world: World, guild: Guild) {
  const named = new Map<string, User>();
  return (name: string, kind: { bot?: boolean } = {}): User => {
    const known = named.get(name) ?? world.addUser(name, kind);
    named.set(name, known);
    if (!guild.members.has(known.id)) guild.members.set(known.id, []);
    return known;
  };
}
