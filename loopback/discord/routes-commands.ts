import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationIntegrationType,
} from 'discord.js';
import { ApiError } from './api-error.ts';
import { type Answer, type Call, done, ok, type Route } from './router.ts';
import type { Tools } from './tools.ts';

/** Registration of slash commands, global and for one guild. */
export function commandRoutes(tools: Tools): Route[] {
  return ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'].flatMap((base) =>
    routesUnder(tools, base),
  );
}

function routesUnder({ world, check }: Tools, base: string): Route[] {
  const findList = ({ params }: Call): Map<string, APIApplicationCommand> => {
    if (params.app !== world.bot.id) throw new ApiError(404, 10002, 'Unknown Application');
    const list = world.commands.get(params.guild ?? '') ?? new Map();
    world.commands.set(params.guild ?? '', list);
    return list;
  };

  function create(call: Call): Answer {
    check('command', call.body);
    const list = findList(call);
    const body = call.body as Partial<APIApplicationCommand> & { name: string };
    // Stricter than Discord may be: its reference does not say what comes of a command for an installation that is off.
    if (body.integration_types?.includes(ApplicationIntegrationType.UserInstall) && !world.takesUserInstall)
      throw ApiError.invalidBody(['integration_types.1: User Install is off']);
    const old = [...list.values()].find(({ name, type }) => name === body.name && type === (body.type ?? 1));
    const command = asRegistered(body, {
      id: old?.id ?? world.snowflake(),
      application_id: world.bot.id,
      version: world.snowflake(),
      ...(call.params.guild ? { guild_id: call.params.guild } : {}),
    });
    list.set(command.id, command);
    return ok(command, old ? 200 : 201);
  }

  return [
    { method: 'GET', path: base, handle: (call) => ok([...findList(call).values()]) },
    { method: 'POST', path: base, handle: create },
    {
      method: 'DELETE',
      path: `${base}/:command`,
      handle: (call) => {
        if (!findList(call).delete(call.params.command ?? '')) throw ApiError.unknownCommand();
        return done();
      },
    },
  ];
}

type Ids = Pick<APIApplicationCommand, 'id' | 'application_id' | 'version' | 'guild_id'>;

/** What Discord gives back is not what it was given: defaults are filled in, and what is false is left out. */
function asRegistered(
  body: Partial<APIApplicationCommand> & { name: string },
  ids: Ids,
): APIApplicationCommand {
  return {
    default_member_permissions: null,
    integration_types: [0],
    contexts: null,
    ...body,
    ...ids,
    type: body.type ?? 1,
    description: body.description ?? '',
    nsfw: body.nsfw ?? false,
    ...(body.options ? { options: body.options.map(optionAsRegistered) } : {}),
  };
}

function optionAsRegistered(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const fields = Object.entries(option).filter(([key, value]) => {
    if (key === 'required' || key === 'autocomplete') return value === true;
    return !(Array.isArray(value) && value.length === 0);
  });
  const copy = Object.fromEntries(fields) as unknown as APIApplicationCommandOption;
  if ('options' in copy && copy.options) {
    return { ...copy, options: copy.options.map(optionAsRegistered) } as APIApplicationCommandOption;
  }
  return copy;
}
