import { createDiscord } from '../../../adapters/discord/index.ts';
import type { DiscordOptions } from '../../../adapters/discord/options.ts';
import {
  type DiscordServer,
  type DiscordServerOptions,
  NO_RATES,
  startDiscord,
} from '../../../loopback/discord/index.ts';
import type { InteractionRecord } from '../../../loopback/discord/interactions.ts';
import type { Message } from '../../../loopback/discord/world.ts';
import type { Command } from '../../../src/core/command/command.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import type { ChatPlatform } from '../../../src/core/platform/platform.ts';
import { aLog, aRecordingInbound, until } from '../../support/builders.ts';
import { hidesSecrets, produces } from '../../support/produced.ts';

/** A command as data; what it does is the inbound's business. */
export function aCommand(fields: Partial<Command> & { name: string }): Command {
  return {
    summary: `Does ${fields.name}`,
    example: fields.name,
    options: [],
    run: async () => ({ kind: 'message', message: { kind: 'notice', tone: 'info', title: fields.name } }),
    ...fields,
  };
}

export const COMMANDS: readonly Command[] = [
  aCommand({
    name: 'search',
    options: [
      { name: 'page', summary: 'Which page', type: 'integer', min: 1, max: 99 },
      {
        name: 'query',
        summary: 'What to look for',
        type: 'text',
        required: true,
        autocomplete: true,
        trailing: true,
      },
      { name: 'code', summary: 'Only with code', type: 'boolean' },
      { name: 'sort', summary: 'Order', type: 'choice', choices: ['best', 'new'] },
    ],
  }),
  aCommand({ name: 'settings', manage: true, opensForm: true }),
];

export interface DiscordHarness {
  readonly server: DiscordServer;
  readonly platform: ChatPlatform;
  readonly log: ReturnType<typeof aLog>;
  /** Starts the platform with this inbound, or one that records. */
  start(inbound?: Inbound): Promise<ReturnType<typeof aRecordingInbound>>;
  /** Another platform on the same server, as after a restart. */
  again(options?: Partial<DiscordOptions>): ChatPlatform;
  /** Stops what was started. */
  close(): Promise<void>;
}

/** The real discord.js against the loopback server. */
export async function aDiscord(
  options: Partial<DiscordOptions> = {},
  serverOptions: DiscordServerOptions = {},
): Promise<DiscordHarness> {
  const server = await startDiscord({ rates: NO_RATES, ...serverOptions });
  watchDiscord(server);
  const log = aLog();
  const platforms: ChatPlatform[] = [];
  const make = (more: Partial<DiscordOptions> = {}) => {
    const platform = createDiscord({
      token: server.token,
      apiUrl: server.apiUrl,
      log,
      clock: { now: Date.now },
      commands: COMMANDS,
      ...options,
      ...more,
      tuning: {
        timeoutMs: 2000,
        backoffMs: 5,
        spacingMs: 0,
        reactionSpacingMs: 0,
        ...options.tuning,
        ...more.tuning,
      },
    });
    platforms.push(platform);
    return platform;
  };
  const platform = make();
  return {
    server,
    platform,
    log,
    again: make,
    async start(inbound) {
      const recording = aRecordingInbound();
      await platform.connection.start(inbound ?? recording);
      return recording;
    },
    async close() {
      for (const one of platforms) await one.connection.stop();
      await server.close();
    },
  };
}

/** No payload to this server may hold a token. Addresses do: that is how an interaction is answered. */
export function watchDiscord({ token, requests, interactions }: DiscordServer): void {
  produces('payloads to Discord', () => requests.map(({ body }) => body));
  hidesSecrets(() => [token, ...[...interactions.values()].map((record) => record.token)]);
}

/** Waits until an interaction has its last word, and returns the message that the person sees. */
export async function awaitAnswer(record: InteractionRecord): Promise<Message> {
  await until(() => record.followUps.length > 0 || settled(record), `the ${record.kind} is answered`);
  const message = record.followUps.at(-1)?.message ?? record.original;
  if (!message) throw new Error('the answer holds no message');
  return message;
}

function settled({ first, original, pending }: InteractionRecord): boolean {
  return first !== undefined && original !== undefined && !pending;
}
