import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord.js';
import { findContext, hasBot } from './context.ts';
import type { Tools } from './tools.ts';
import type { Channel, World } from './world.ts';

export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** The command as it is registered where somebody types it. */
export function findRegistered(
  { world, channel: findChannel }: Tools,
  channelId: string,
  name: string,
): APIApplicationCommand {
  const channel = findChannel(channelId);
  const known = [channel.guildId ?? '', ''].flatMap((scope) => [
    ...(world.commands.get(scope)?.values() ?? []),
  ]);
  const command = known.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`no command /${name} is registered`);
  if (!isOffered(world, command, channel)) throw new Error(`/${name} is not offered here`);
  return command;
}

/** A command is offered by context, and where the bot is no member, to people who have installed it for themselves. */
function isOffered(world: World, command: APIApplicationCommand, channel: Channel): boolean {
  if (command.guild_id !== undefined) return true;
  const { contexts } = command;
  const types: readonly number[] = command.integration_types ?? [0];
  const isInContext = contexts?.includes(findContext(channel)) ?? true;
  return isInContext && types.includes(hasBot(world, channel) ? 0 : 1);
}

/** The options as Discord sends them: the subcommand, in its group where it has one, with typed values. */
export function typeOptions(
  command: APIApplicationCommand,
  subcommand: string,
  values: OptionValues,
  focused?: string,
): object {
  for (const option of command.options ?? []) {
    const { type, name } = option;
    if (type === OptionType.Subcommand && name === subcommand)
      return { type, name, options: typeValues(option.options ?? [], values, focused) };
    const inner = type === OptionType.SubcommandGroup ? option.options : undefined;
    const found = inner?.find((one) => one.name === subcommand);
    if (!found) continue;
    const within = {
      type: found.type,
      name: found.name,
      options: typeValues(found.options ?? [], values, focused),
    };
    return { type, name, options: [within] };
  }
  throw new Error(`/${command.name} has no subcommand ${subcommand}`);
}

/** Values in the types that the command was registered with. */
function typeValues(
  options: readonly APIApplicationCommandOption[],
  values: OptionValues,
  focused?: string,
): object[] {
  for (const { name, required } of options) {
    if (required && values[name] === undefined && !focused) throw new Error(`the option ${name} is required`);
  }
  return Object.entries(values).map(([name, value]) => {
    const option = options.find((candidate) => candidate.name === name);
    if (!option) throw new Error(`there is no option ${name}`);
    if (focused && !('autocomplete' in option && option.autocomplete)) {
      throw new Error(`the option ${name} does not complete`);
    }
    return { name, type: option.type, value, ...(name === focused ? { focused: true } : {}) };
  });
}
