import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { type DiscordServer, NO_RATES, startDiscord } from '../loopback/discord/index.ts';
import { type MailServer, openMailServer } from '../loopback/mail-server.ts';
import { SlackServer } from '../loopback/slack/server.ts';
import { type ChannelId, type TenantId, toChannelId, toTenantId } from '../src/core/base/ids.ts';
import { createTrafficLog, type TrafficLog } from './traffic-log.ts';

const TEAM = 'Readers';
const CHANNEL = 'papers';
const FORUM = 'paper-forum';
const TAGS = ['Agents', 'Reasoning', 'Video', 'Robotics', 'Code', 'Papers'];
const SLACK_ME = 'U0ADA0001';
const SLACK_CHANNEL = 'C0PAPERS1';

/** Discord, Slack and a mail server in this process, with one person who is on all and a channel for papers on each chat. */
export interface City {
  readonly discord: DiscordServer;
  readonly slack: SlackServer;
  /** Where the person has their mailbox, whatever its address. */
  readonly mail: MailServer;
  readonly traffic: TrafficLog;
  /** Ids of the person who sits at the page. */
  readonly me: { readonly discord: string; readonly slack: string };
  /** The channels as the bot calls them. */
  readonly channels: { readonly discord: ChannelId; readonly slack: ChannelId; readonly forum: ChannelId };
  /** The server and the workspace, whose votes the demo adds up. */
  readonly tenants: readonly TenantId[];
  close(): Promise<void>;
}

/** Starts the servers on loopback, each on a free port. Nobody waits for a rate limit here; messages bear the bot's time. */
export async function startCity(dated: () => number = Date.now): Promise<City> {
  const traffic = createTrafficLog();
  const discord = await startDiscord({
    rates: NO_RATES,
    dated,
    onTraffic: (seen) => traffic.add('discord', seen),
  });
  const slack = await SlackServer.start({ dated, onTraffic: (seen) => traffic.add('slack', seen) });
  const mail = await openMailServer();
  traffic.hide([discord.token, slack.state.botToken, slack.state.appToken]);
  const papers = discord.world.addChannel(discord.guild, CHANNEL);
  const forum = discord.world.addChannel(discord.guild, FORUM, {
    type: ChannelType.GuildForum,
    tags: TAGS.map((name) => ({ id: discord.world.snowflake(), name })),
  });
  const { state } = slack;
  state.team.name = TEAM;
  state.addUser(SLACK_ME, { name: 'ada', admin: true });
  for (const [id, name] of [
    [SLACK_CHANNEL, CHANNEL],
    ['C0GENERAL', 'general'],
  ] as const)
    state.addChannel(id, { name, creator: SLACK_ME, members: new Set([state.bot.user, SLACK_ME]) });
  const workspace = toTenantId('slack', state.team.id);
  return {
    discord,
    slack,
    mail,
    traffic,
    me: { discord: aManager(discord, 'ada'), slack: SLACK_ME },
    channels: {
      discord: toChannelId('discord', papers.id),
      slack: toChannelId(workspace, SLACK_CHANNEL),
      forum: toChannelId('discord', forum.id),
    },
    tenants: [toTenantId('discord', discord.guild.id), workspace],
    async close() {
      await Promise.all([discord.close(), slack.close(), mail.close()]);
    },
  };
}

/** A member who may manage channels, and so may subscribe them. */
function aManager({ world, guild, user }: DiscordServer, name: string): string {
  const { id } = user(name);
  const permissions = PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ManageGuild;
  const role = { id: world.snowflake(), name: 'librarians', permissions };
  guild.roles.set(role.id, role);
  guild.members.set(id, [role.id]);
  return id;
}
