import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { channelJson, guildJson, memberJson, userJson } from './payloads.ts';
import { demand, may } from './permissions.ts';
import { type Call, ok, type Route } from './router.ts';
import type { Tools } from './tools.ts';

export interface GatewayInfo {
  readonly url: string;
  readonly shards: number;
  readonly sessionStart: object;
}

/** Who we are, which servers and channels there are, and where the gateway is. */
export function channelRoutes(tools: Tools, gateway: GatewayInfo): Route[] {
  const { world, check } = tools;

  function directChannel({ body }: Call) {
    check('directChannel', body);
    const { recipient_id } = body as { recipient_id: string };
    const person = world.users.get(recipient_id);
    if (!person || person.bot) throw ApiError.invalidBody(['recipient_id: Unknown user']);
    const open = [...world.channels.values()].find((channel) => channel.recipientId === person.id);
    return ok(
      channelJson(
        open ??
          world.addChannel(undefined, person.username, { type: ChannelType.DM, recipientId: person.id }),
      ),
    );
  }

  return [
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: () =>
        ok({ url: gateway.url, shards: gateway.shards, session_start_limit: gateway.sessionStart }),
    },
    {
      method: 'GET',
      path: '/users/@me',
      handle: () => ok({ ...userJson(world.bot), flags: 0, verified: true }),
    },
    {
      method: 'GET',
      path: '/applications/@me',
      handle: () =>
        ok({
          ...{ id: world.bot.id, name: 'Paperboy', flags: 0, bot: userJson(world.bot), bot_public: true },
          integration_types_config: { 0: {}, ...(world.takesUserInstall ? { 1: {} } : {}) },
        }),
    },
    { method: 'POST', path: '/users/@me/channels', handle: directChannel },
    {
      method: 'GET',
      path: '/channels/:channel',
      handle: ({ params }) => {
        const channel = tools.channel(params.channel);
        const sees = may(world, channel, world.bot.id, PermissionFlagsBits.ViewChannel);
        if (!sees) throw ApiError.missingAccess();
        return ok(channelJson(channel));
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild',
      handle: ({ params }) => ok(guildJson(tools.guild(params.guild))),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      handle: ({ params }) => {
        const guild = tools.guild(params.guild);
        const user = world.users.get(params.user ?? '');
        if (!user || !guild.members.has(user.id)) throw new ApiError(404, 10007, 'Unknown Member');
        return ok(memberJson(world, guild, user));
      },
    },
    {
      method: 'PATCH',
      path: '/channels/:channel',
      handle: ({ params, body }) => {
        const channel = tools.channel(params.channel);
        demand(world, channel, PermissionFlagsBits.SendMessagesInThreads);
        const { archived } = body as { archived?: boolean };
        if (archived !== undefined) channel.archived = archived;
        return ok(channelJson(channel));
      },
    },
  ];
}
