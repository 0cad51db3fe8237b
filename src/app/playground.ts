import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { email } from '../../adapters/email/definition.ts';
import { commands } from '../../commands/index.ts';
import type { PlaygroundRig } from '../cli/base/app.ts';
import { createClock } from '../clock.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import { READERS } from '../core/mail/mailbox.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { WebServer } from '../web/server.ts';
import type { JobDeps, Jobs } from './jobs.ts';
import { createMail, type MailSwitch } from './mail.ts';
import { openWeb } from './web.ts';

export interface PlaygroundDeps extends JobDeps {
  readonly platforms: Map<PlatformName, Platform>;
  /** Switched on while the page is open. */
  readonly mail: MailSwitch;
}

const HERE = '127.0.0.1';

/** Discord, Slack and a mailbox on loopback, with the real adapters before them. Its packages are development dependencies. */
export async function openPlayground(
  deps: PlaygroundDeps,
  jobs: Jobs,
  staged: { readonly clock: Clock; readonly isSample: boolean },
): Promise<PlaygroundRig> {
  const { platforms, log } = deps;
  const room = await import('../../playground/index.ts');
  const { createDiscord } = await import('../../adapters/discord/index.ts');
  const { createSlack } = await import('../../adapters/slack/index.ts');
  const playground = await room.openPlayground(log, staged);
  const onEnd = (err: Error): void => log.error({ err }, 'a platform of the playground has ended');
  // Its transport runs in real time, whatever the bot's clock says, and has no rate limits.
  const shared = { clock: createClock(), log, onEnd };
  platforms.set('discord', createDiscord({ ...playground.discord, ...shared, commands }));
  const channelRate = { calls: 50, perMs: 1000 };
  platforms.set('slack', createSlack({ ...playground.slack, ...shared, tuning: { channelRate } }));
  const pages = await openMail(deps, jobs, { ...shared, smtpUrl: playground.mail.url });
  return {
    ...playground,
    tenants: [...playground.tenants, READERS],
    serve: (time, port) => playground.serve(time, port, pages.url),
    async close() {
      deps.mail.parts = undefined;
      await pages.web?.stop();
      await playground.close();
    },
  };
}

interface MailOptions {
  readonly smtpUrl: string;
  readonly clock: Clock;
  readonly onEnd: (error: Error) => void;
}

/** E-mail to the demo's own mail server, with the web pages on which people confirm and vote. Nothing leaves this machine. */
async function openMail(
  deps: PlaygroundDeps,
  jobs: Jobs,
  { smtpUrl, clock: wallClock, onEnd }: MailOptions,
): Promise<{ readonly url: string; readonly web: WebServer | undefined }> {
  const { runtime, papers, platforms, log, stopping } = deps;
  const { clock: botClock, languages } = runtime;
  const port = await findFreePort();
  const url = `http://${HERE}:${port}`;
  const config = {
    ...runtime.config,
    ...{ SMTP_URL: smtpUrl, MAIL_FROM: 'Paperboy <papers@example.org>', WEB_URL: url, WEB_PORT: port },
    MAIL_KEY: randomBytes(32).toString('hex'),
  };
  const { store } = papers;
  const mail = createMail({ config, store, platforms, clock: botClock, languages, log, stopping });
  const context = { commands, clock: wallClock, botClock, log, speed: 1, onEnd, mail: mail?.access };
  platforms.set(email.name, await email.create(config, context));
  const web = await openWeb({ ...deps, runtime: { ...runtime, config } }, jobs, mail);
  await web?.start();
  deps.mail.parts = mail;
  return { url, web };
}

/** The links in a mail need the port before anybody listens at it. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HERE);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('there is no free port');
  return address.port;
}
