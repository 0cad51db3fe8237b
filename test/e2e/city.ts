import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiscordServerOptions, NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
import type { Channel as DiscordChannel } from '../../loopback/discord/world.ts';
import { SlackServer, type SlackServerOptions } from '../../loopback/slack/server.ts';
import { createSampleFetch } from '../../src/demo/sample-fetch.ts';
import { watchDiscord } from '../adapters/discord/harness.ts';
import { watchSlack } from '../adapters/slack/harness.ts';
import { produces } from '../support/produced.ts';
import { type Running, startMain } from './run-main.ts';
import { aWebServer } from './web-server.ts';

/** Discord, Slack and Hugging Face on loopback, a folder for the database, and the real process between them. */
export async function aCity(
  settings: Readonly<Record<string, string>> = {},
  options: { readonly discord?: DiscordServerOptions; readonly slack?: SlackServerOptions } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-e2e-'));
  const discord = await startDiscord({ rates: NO_RATES, ...options.discord });
  const slack = await SlackServer.start(options.slack);
  watchDiscord(discord);
  watchSlack(slack);
  slack.state.addUser('U0ADA', { admin: true });
  slack.state.addChannel('C0OPEN', { name: 'papers', members: new Set([slack.state.bot.user, 'U0ADA']) });
  const huggingFace = await startSample();
  const arxiv = await startSample();
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.state.botToken,
    SLACK_APP_TOKEN: slack.state.appToken,
    SLACK_API_URL: slack.apiUrl,
    HF_BASE_URL: huggingFace.url,
    ARXIV_BASE_URL: arxiv.url,
    LOG_LEVEL: 'info',
    ...settings,
  };
  const running: Running[] = [];
  const line = (at: string, ...args: string[]) =>
    [args, { cwd: folder, env: { ...env, PAPERBOY_CLOCK: at } }] as const;
  const start = (at: string, ...args: string[]): Running => {
    const [, where] = line(at);
    const process = startMain(args, { ...where, ...(args[0] === 'start' ? {} : { input: '' }) });
    running.push(process);
    return process;
  };
  return {
    ...{ folder, discord, slack, env, start },
    /** A command line in this folder and at this moment, for a shell. */
    line,
    /** Writes a file into the bot's folder; its path. */
    async write(name: string, text: string): Promise<string> {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    secrets: [discord.token, slack.state.botToken, slack.state.appToken],
    async close() {
      for (const { process, done } of running) {
        process.kill('SIGKILL');
        await done;
      }
      await Promise.all([discord.close(), slack.close(), huggingFace.close(), arxiv.close()]);
      const files = readAll(folder);
      produces('files', () => files);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every file that the bot has written, byte by byte. */
export function readAll(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => readIfThere(join(entry.parentPath, entry.name)));
}

/** A bot that still runs may have removed it. */
function readIfThere(path: string): string[] {
  try {
    return [readFileSync(path, 'latin1')];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The bot's messages in a Discord channel and in the threads under it. */
export function discordPosts(city: Awaited<ReturnType<typeof aCity>>, channel: DiscordChannel) {
  const own = [...channel.messages.values()].filter(({ authorId }) => authorId !== '');
  const threads = own.flatMap(({ threadId }) =>
    threadId ? [...(city.discord.channels.get(threadId)?.messages.values() ?? [])] : [],
  );
  return [...own, ...threads].filter(({ embeds }) => embeds.length > 0);
}

/** The titles of all papers that these messages show as cards: each is a link above its embed. */
export function cardTitles(messages: ReturnType<typeof discordPosts>): string[] {
  return messages.flatMap(({ content }) => /\[(.*)\]\(<http/.exec(content)?.[1] ?? []);
}

function startSample() {
  const answer = createSampleFetch();
  return aWebServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://sample')).then(async (reply) => {
      response
        .writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' })
        .end(await reply.text());
    });
  });
}
