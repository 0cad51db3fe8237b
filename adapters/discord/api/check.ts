import { ChannelType, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import { DeliveryError, type DeliveryFault } from '../../../src/core/base/errors.ts';
import { words } from '../../../src/core/base/text.ts';
import type { CheckLine } from '../../../src/core/platform/platform.ts';
import type { Layout } from '../../../src/core/schedule/subscription.ts';
import type { Identity } from './identity.ts';
import { inviteLink, missingIn, type NeededPermission, readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

const FITTING: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

/** What a channel is called that cannot take a digest. */
const KINDS: ReadonlyMap<ChannelType, string> = new Map([
  [ChannelType.GuildForum, 'a forum'],
  [ChannelType.GuildMedia, 'a media channel'],
  [ChannelType.GuildVoice, 'a voice channel'],
  [ChannelType.GuildStageVoice, 'a stage channel'],
  [ChannelType.GuildCategory, 'a category'],
  [ChannelType.PublicThread, 'a thread'],
  [ChannelType.PrivateThread, 'a thread'],
  [ChannelType.AnnouncementThread, 'a thread'],
  [ChannelType.DM, 'a direct message'],
  [ChannelType.GroupDM, 'a group message'],
]);

/** Without these a digest comes all the same: votes are buttons too, and only exports are files. */
const MINOR: ReadonlySet<NeededPermission> = new Set(['Add Reactions', 'Attach Files']);
const FOR_THREADS: ReadonlySet<NeededPermission> = new Set([
  'Create Public Threads',
  'Send Messages in Threads',
]);

/** The bot is not where the channel is, or cannot see it. */
const ABSENT: ReadonlySet<DeliveryFault> = new Set(['gone', 'refused']);

/** Is the token good, are logins left, and may the bot do in the channel what it needs to? */
export async function check(
  send: Send,
  { me, app }: Identity,
  channelId?: string,
  layout?: Layout,
): Promise<CheckLine[]> {
  try {
    const bot = await me();
    const lines: CheckLine[] = [
      { ok: true, what: `Discord accepts the token of the bot ${bot}.` },
      await loginsLeft(send),
    ];
    return channelId === undefined
      ? lines
      : [...lines, ...(await checkChannel(send, { channelId, layout }, bot, app))];
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
  { channelId, layout }: { channelId: string; layout: Layout | undefined },
  me: string,
  app: Identity['app'],
): Promise<CheckLine[]> {
  try {
    const channel = await readChannel(send, channelId);
    const name = 'name' in channel && channel.name ? `#${channel.name}` : 'The channel';
    if (!FITTING.has(channel.type)) {
      const kind = KINDS.get(channel.type) ?? 'of another kind';
      return [
        {
          ok: false,
          what: `${name} is ${kind}: a digest cannot be posted there.`,
          fix: 'Choose a text or announcement channel.',
        },
      ];
    }
    const missing = await missingIn(send, channelId, me);
    if (missing.length === 0) return [{ ok: true, what: `${name}: the bot may do all that it needs to.` }];
    return missing.map((permission) => ({
      ok: false,
      what: `${name}: the bot lacks ${permission}.`,
      fix: fixOf(permission),
      ...(isMinor(permission, layout) ? { minor: true } : {}),
    }));
  } catch (error) {
    if (!(error instanceof DeliveryError) || !ABSENT.has(error.fault)) return [failed(error)];
    const invite = { text: 'Invite the bot', link: inviteLink(await app()) };
    return [{ ok: false, what: error.message, fix: words`Is the id right? ${invite}` }];
  }
}

function isMinor(permission: NeededPermission, layout: Layout | undefined): boolean {
  return (
    MINOR.has(permission) || (layout !== undefined && layout !== 'thread' && FOR_THREADS.has(permission))
  );
}

function fixOf(permission: NeededPermission): string {
  const allow = `Edit the channel, Permissions, the bot's role: allow ${permission}.`;
  return FOR_THREADS.has(permission) ? `${allow} The layouts cards and compact need no threads.` : allow;
}

function failed(error: unknown): CheckLine {
  if (!(error instanceof DeliveryError)) throw error;
  return {
    ok: false,
    what: error.message,
    ...(error.fix ? { fix: error.fix } : {}),
    ...(error.isPassing ? { unknown: true } : {}),
  };
}
