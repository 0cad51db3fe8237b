import { ChannelType, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import type { Problem } from '../../../src/core/base/catalog.ts';
import { DeliveryError, type DeliveryFault } from '../../../src/core/base/errors.ts';
import { toFailedLine } from '../../../src/core/platform/check-line.ts';
import type { CheckLine, WantedExtras } from '../../../src/core/platform/platform.ts';
import type { Layout } from '../../../src/core/schedule/subscription.ts';
import { findings, texts } from '../texts/check.ts';
import { type Forum, findGeneralTag, toForum } from './forum.ts';
import type { Identity } from './identity.ts';
import {
  buildInviteLink,
  describePermission,
  findRole,
  listMissing,
  type NeededPermission,
  readChannel,
} from './permissions.ts';
import type { Send } from './rest.ts';

/** What a channel wants of its posts. */
interface Wanted extends WantedExtras {
  readonly layout?: Layout | undefined;
}

const FITTING: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
]);

/** The types of channels that cannot take a digest, by their key in the texts. */
const TYPES: ReadonlyMap<ChannelType, string> = new Map([
  [ChannelType.GuildMedia, 'media'],
  [ChannelType.GuildVoice, 'voice'],
  [ChannelType.GuildStageVoice, 'stage'],
  [ChannelType.GuildCategory, 'category'],
  [ChannelType.PublicThread, 'thread'],
  [ChannelType.PrivateThread, 'thread'],
  [ChannelType.AnnouncementThread, 'thread'],
  [ChannelType.DM, 'dm'],
  [ChannelType.GroupDM, 'group'],
]);

/** Without these a digest is posted anyway: votes are buttons too, and only exports are files. */
const MINOR: ReadonlySet<NeededPermission> = new Set(['AddReactions', 'AttachFiles']);
const FOR_THREADS: ReadonlySet<NeededPermission> = new Set(['CreatePublicThreads', 'SendMessagesInThreads']);

/** The bot is not in the channel's server, or cannot see the channel. */
const ABSENT: ReadonlySet<DeliveryFault> = new Set(['gone', 'refused']);

/** Is the token valid, are logins left, and does the bot have the permissions that it needs in the channel? */
export async function check(
  send: Send,
  { getBotId, getApplicationId }: Identity,
  channelId?: string,
  wanted: Wanted = {},
): Promise<CheckLine[]> {
  try {
    const bot = await getBotId();
    const lines: CheckLine[] = [
      { ok: true, finding: findings.tokenAccepted({ bot }) },
      await checkLoginsLeft(send),
    ];
    return channelId === undefined
      ? lines
      : [...lines, ...(await checkChannel(send, { channelId, ...wanted }, bot, getApplicationId))];
  } catch (error) {
    return [toLine(error)];
  }
}

async function checkLoginsLeft(send: Send): Promise<CheckLine> {
  const operation = 'get_bot_gateway';
  const { session_start_limit } = (await send({
    method: 'GET',
    route: Routes.gatewayBot(),
    operation,
  })) as RESTGetAPIGatewayBotResult;
  const { remaining, total } = session_start_limit;
  if (remaining * 10 > total) return { ok: true, finding: findings.loginsLeft({ remaining, total }) };
  return { ok: false, finding: findings.fewLoginsLeft({ remaining, total }), minor: true };
}

async function checkChannel(
  send: Send,
  { channelId, layout, mention, isCrossposted }: Wanted & { readonly channelId: string },
  me: string,
  app: Identity['getApplicationId'],
): Promise<CheckLine[]> {
  try {
    const channel = await readChannel(send, channelId);
    const name = 'name' in channel && channel.name ? `#${channel.name}` : texts.channel();
    if (!FITTING.has(channel.type)) {
      const type = TYPES.get(channel.type) ?? 'other';
      return [{ ok: false, finding: findings.wrongType({ channel: name, type }) }];
    }
    const isForum = channel.type === ChannelType.GuildForum;
    const missing = (await listMissing(send, channelId, me)).filter(
      // resources/channel.mdx: in a forum, Send Messages is the permission to open a post.
      (permission) => !isForum || permission !== 'CreatePublicThreads',
    );
    const lines: CheckLine[] = missing.map((permission) => ({
      ok: false,
      finding: findMissing(name, permission, isForum),
      ...(isMinor(permission, layout) ? { minor: true } : {}),
    }));
    lines.push(...findTagTrouble(name, toForum(channel)));
    const extras = [
      ...(isCrossposted && channel.type !== ChannelType.GuildAnnouncement
        ? [findings.noAnnouncementChannel({ channel: name })]
        : []),
      ...(mention ? await findMentionTrouble(send, channelId, { me, role: mention.id }) : []),
    ];
    for (const finding of extras) lines.push({ ok: false, finding, minor: true });
    return lines.length > 0
      ? lines
      : [{ ok: true, finding: findings.permissionsComplete({ channel: name }) }];
  } catch (error) {
    if (!(error instanceof DeliveryError) || !ABSENT.has(error.fault)) return [toLine(error)];
    const invite = { text: texts.inviteBot(), link: buildInviteLink(await app()) };
    return [{ ok: false, finding: findings.channelUnseen({ why: error.message, invite }) }];
  }
}

function isMinor(permission: NeededPermission, layout: Layout | undefined): boolean {
  return (
    MINOR.has(permission) || (layout !== undefined && layout !== 'thread' && FOR_THREADS.has(permission))
  );
}

/** A post without a tag is refused where one is required. */
function findTagTrouble(channel: string, { tags, requiresTag }: Forum): CheckLine[] {
  if (!requiresTag || findGeneralTag(tags)) return [];
  return tags.length === 0
    ? [{ ok: false, finding: findings.noTagUsable({ channel }) }]
    : [{ ok: false, finding: findings.noGeneralTag({ channel }), minor: true }];
}

/** People are notified of a role that anybody may mention, or where the bot may mention every role. */
async function findMentionTrouble(
  send: Send,
  channelId: string,
  { me, role }: { readonly me: string; readonly role: string },
): Promise<Problem[]> {
  const found = await findRole(send, channelId, { me, role });
  if (found === undefined) return [findings.roleUnknown({ role })];
  return found.notifies ? [] : [findings.roleNotMentionable({ role: found.name })];
}

function findMissing(channel: string, needed: NeededPermission, isForum: boolean): Problem {
  if (isForum && needed === 'SendMessages') return findings.postPermissionMissing({ channel });
  const values = { channel, permission: describePermission(needed) };
  return FOR_THREADS.has(needed)
    ? findings.threadPermissionMissing(values)
    : findings.permissionMissing(values);
}

function toLine(error: unknown): CheckLine {
  if (!(error instanceof DeliveryError)) throw error;
  return toFailedLine(error);
}
