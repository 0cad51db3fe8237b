import { ChannelType, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import { DeliveryError, type DeliveryFault } from '../../src/core/errors.ts';
import type { CheckLine } from '../../src/core/ports.ts';
import type { Identity } from './identity.ts';
import { inviteLink, missingIn, readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

const FITTING: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** The bot is not where the channel is, or cannot see it. */
const ABSENT: ReadonlySet<DeliveryFault> = new Set(['gone', 'refused']);

/** Is the token good, are logins left, and may the bot do in the channel what it needs to? */
export async function check(send: Send, { me, app }: Identity, channelId?: string): Promise<CheckLine[]> {
  try {
    const bot = await me();
    const lines: CheckLine[] = [
      { ok: true, what: `Discord accepts the token of the bot ${bot}.` },
      await loginsLeft(send),
    ];
    return channelId === undefined ? lines : [...lines, ...(await checkChannel(send, channelId, bot, app))];
  } catch (error) {
    return [failed(error)];
  }
}

async function loginsLeft(send: Send): Promise<CheckLine> {
  const action = 'read the gateway';
  const { session_start_limit } = (await send({
    method: 'GET',
    route: Routes.gatewayBot(),
    action,
  })) as RESTGetAPIGatewayBotResult;
  const { remaining, total } = session_start_limit;
  const what = `${remaining} of ${total} logins are left today; no privileged intent is needed.`;
  if (remaining * 10 > total) return { ok: true, what };
  return { ok: false, what, fix: 'Something restarts the bot again and again: see the log.', minor: true };
}

async function checkChannel(
  send: Send,
  channelId: string,
  me: string,
  app: Identity['app'],
): Promise<CheckLine[]> {
  try {
    const channel = await readChannel(send, channelId);
    const name = 'name' in channel && channel.name ? `#${channel.name}` : 'The channel';
    if (!FITTING.has(channel.type)) {
      return [
        { ok: false, what: `${name} is no text channel.`, fix: 'Choose a text or announcement channel.' },
      ];
    }
    const missing = await missingIn(send, channelId, me);
    if (missing.length === 0) return [{ ok: true, what: `${name}: the bot may do all that it needs to.` }];
    return missing.map((permission) => ({
      ok: false,
      what: `${name}: the bot lacks ${permission}.`,
      fix: `Edit the channel, Permissions, the bot's role: allow ${permission}.`,
    }));
  } catch (error) {
    if (!(error instanceof DeliveryError) || !ABSENT.has(error.fault)) return [failed(error)];
    return [
      { ok: false, what: error.message, fix: `Is the id right? Invite the bot: ${inviteLink(await app())}` },
    ];
  }
}

function failed(error: unknown): CheckLine {
  if (!(error instanceof DeliveryError)) throw error;
  return { ok: false, what: error.message, ...(error.fix ? { fix: error.fix } : {}) };
}
