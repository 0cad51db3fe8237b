import openInBrowser from 'open';
import type { Clock } from '../src/core/base/clock.ts';
import type { Log } from '../src/core/base/log.ts';
import { startCity } from './city.ts';
import { startServer } from './server.ts';
import { createStage, type StageTime } from './stage.ts';

export interface Staged {
  readonly clock: Clock;
  /** The papers are the bundled ones: the page says that their abstracts were written for the demo. */
  readonly isSample: boolean;
}

/** Starts Discord, Slack and a mail server on loopback, which date what is written by the bot's clock; the page is served once `serve` is called. */
export async function openPlayground(log: Log, { clock, isSample }: Staged) {
  const city = await startCity(clock.now);
  const { discord, slack, channels, tenants } = city;
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  return {
    channels: [channels.discord, channels.slack],
    forum: channels.forum,
    tenants,
    /** Accounts of these servers: worth nothing elsewhere. */
    discord: { token: discord.token, apiUrl: discord.apiUrl, guildId: discord.guild.id },
    slack: { botToken: slack.state.botToken, appToken: slack.state.appToken, apiUrl: slack.apiUrl },
    /** The mail server: it takes what is for anybody. */
    mail: { url: city.mail.url },
    /** Resolves with the page's address. `webUrl` is where the bot's web pages are. */
    async serve(time: StageTime, port: number, webUrl?: string): Promise<string> {
      const stage = createStage(city, time, { isSample, webUrl });
      server = await startServer({ stage, traffic: city.traffic, page, port, log });
      return server.url;
    },
    async show(url: string): Promise<void> {
      const opener = await openInBrowser(url);
      // A machine without a browser is no fault: the address has been printed.
      opener.on('error', (err) => log.debug({ err }, 'no browser could be opened'));
    },
    async close(): Promise<void> {
      await server?.close();
      await city.close();
    },
  };
}

/** Bundles the page: only when somebody looks at it, because that takes a moment. */
async function page(): Promise<string> {
  const { buildPage } = await import('./page/build.ts');
  return buildPage();
}
