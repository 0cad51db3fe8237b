import { RATES, type SlackMethod } from '../../../adapters/slack/api/rates.ts';
import { createSlack } from '../../../adapters/slack/index.ts';
import type { SlackOptions } from '../../../adapters/slack/options.ts';
import { nameReaction } from '../../../adapters/slack/render/reactions.ts';
import type { Deed } from '../../../loopback/slack/people.ts';
import { SlackServer, type SlackServerOptions } from '../../../loopback/slack/server.ts';
import type { Ephemeral, SlackMessage } from '../../../loopback/slack/state.ts';
import type { Rate } from '../../../src/core/async/rate-limited-queue.ts';
import { texts as commandTexts } from '../../../src/core/command/texts.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { ChatPlatform } from '../../../src/core/platform/platform.ts';
import type { Ballot } from '../../../src/core/vote/vote.ts';
import { aLog, until } from '../../support/builders.ts';
import { hidesSecrets, produces } from '../../support/produced.ts';

const NO_LIMIT: Rate = { calls: 1, perMs: 0 };

/** No pauses: for tests that are not about pace. */
export const AT_ONCE = Object.fromEntries(Object.keys(RATES).map((method) => [method, NO_LIMIT])) as Record<
  SlackMethod,
  Rate
>;

export interface World {
  readonly server: SlackServer;
  readonly platform: ChatPlatform;
  readonly log: ReturnType<typeof aLog>;
  /** Another bot with the same account, as after a restart. */
  again(): ChatPlatform;
  close(): Promise<void>;
}

/** A loopback Slack with two channels, three people and another bot, and the real adapter (not started). */
export async function aWorld(
  options: Partial<SlackOptions> = {},
  serverOptions: SlackServerOptions = { ackMs: 200 },
): Promise<World> {
  const server = await SlackServer.start(serverOptions);
  watchSlack(server);
  const { state } = server;
  state.addUser('U0ADA', { admin: true, locale: 'fr-FR' });
  state.addUser('U0BOB');
  state.addUser('U0MAKER');
  state.addUser('U0ROBOT', { bot: true });
  const members = new Set([state.bot.user, 'U0ADA', 'U0BOB', 'U0MAKER', 'U0ROBOT']);
  state.addChannel('C0OPEN', { name: 'papers', members });
  state.addChannel('C0CLOSED', { name: 'closed', members: new Set(['U0ADA']), archived: true });
  const log = aLog();
  const platforms: ChatPlatform[] = [];
  const again = () => {
    const made = createSlack({
      botToken: state.botToken,
      appToken: state.appToken,
      apiUrl: server.apiUrl,
      log,
      clock: { now: () => Date.now() },
      ...options,
      tuning: { timeoutMs: 2000, backoffMs: 5, rates: AT_ONCE, channelRate: NO_LIMIT, ...options.tuning },
    });
    platforms.push(made);
    return made;
  };
  const platform = again();
  const close = async () => {
    for (const one of platforms) await one.connection.stop();
    await server.close();
  };
  return { server, platform, log, again, close };
}

/** No payload to this server may hold a token. */
export function watchSlack({ state, calls }: SlackServer): void {
  produces('payloads to Slack', () => calls.map(({ args }) => args));
  hidesSecrets(() => [state.botToken, state.appToken]);
}

export const OPEN = { channel: 'C0OPEN' } as const;

/** The message behind a post. */
export function findMessage({ server }: Pick<World, 'server'>, post: SentPost): SlackMessage {
  const message = server.state.message(post.channel, post.messageId);
  if (!message) throw new Error(`no message ${post.messageId}`);
  return message;
}

/** The reaction's name for a ballot. */
export function toReactionName(ballot: Ballot): string {
  const name = nameReaction(ballot);
  if (name === undefined) throw new Error('no such ballot');
  return name;
}

/** All that a reader sees of some blocks. */
export function textOfBlocks(blocks: unknown): string {
  const words: string[] = [];
  collect(blocks, words);
  return words.join('\n');
}

function collect(value: unknown, words: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === 'text' && typeof part === 'string') words.push(part);
    else collect(part, words);
  }
}

/** The first answer to a deed that came by its `response_url`. */
export async function answerTo(deed: Deed): Promise<string> {
  // After two seconds it is said that an answer takes longer; on a busy machine anything may.
  const list = () => deed.answers.map(({ blocks }) => textOfBlocks(blocks));
  const find = () => list().find((text) => !text.includes(commandTexts.stillWorking()));
  await until(() => find() !== undefined, 'an answer comes');
  return find() ?? '';
}

/** The newest thing that only this person sees in a channel. */
export function ephemeralTo(
  { server }: Pick<World, 'server'>,
  user: string,
  channel = 'C0OPEN',
): Ephemeral | undefined {
  return server.state.channels.get(channel)?.ephemerals.findLast((message) => message.user === user);
}
