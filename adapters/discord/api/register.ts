import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  ApplicationCommandOptionType as OptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Command, Option } from '../../../src/core/command/command.ts';
import { truncate } from '../../../src/core/paper/format.ts';
import { COMMAND_NAME, groupCommands, isShown } from '../render/command-names.ts';
import { LIMITS } from '../render/limits.ts';
import { texts } from '../texts/commands.ts';
import type { Identity } from './identity.ts';
import type { Send } from './rest.ts';

/** Maximum lengths of descriptions: shorter ones are tried when all together exceed Discord's limit. */
const ROOMS = [LIMITS.commandDescription, 80, 60, 40, 25, 10] as const;

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/**
 * Where all of them are offered: in servers that have the bot, and to people who have installed it for themselves in any server or
 * direct message.
 */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** The same where people cannot install the bot for themselves. */
const serversOnly = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
};

/** In the menu of a message, under Apps: the card of the paper that the message names. */
const MESSAGE_COMMAND = { type: ApplicationCommandType.Message as const, name: texts.showPaper() };

/** The registration of all commands, as one Discord command with a subcommand for each. */
export function buildCommandBody(commands: readonly Command[]): CommandBody {
  const bodies = ROOMS.map((room) => drawBody(commands, room));
  return bodies.find((body) => measureCommand(body) <= LIMITS.commandSum) ?? drawBody(commands, 1);
}

/** What Discord counts: names, descriptions and choices of a command and of everything in it. */
function measureCommand(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const counted = key === 'name' || key === 'description' || key === 'value';
    return sum + (counted ? String(inner).length : measureCommand(inner));
  }, 0);
}

function drawBody(commands: readonly Command[], room: number): CommandBody {
  const groups = groupCommands(commands);
  const grouped = new Set(groups.flatMap((group) => group.commands));
  const direct = commands.filter((command) => isShown(command) && !grouped.has(command));
  return {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND_NAME,
    description: texts.description(),
    options: [
      ...direct.map((command) => buildSubcommand(command, room)),
      ...groups.map((group) => ({
        type: OptionType.SubcommandGroup as const,
        name: group.name,
        description: texts.groupDescription({ name: group.name }),
        options: group.commands.map((command) => buildSubcommand(command, room)),
      })),
    ],
  };
}

function buildSubcommand(
  { name, summary, options }: Command,
  room: number,
): APIApplicationCommandSubcommandOption {
  // Discord requires required options first.
  const ordered = options.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  return {
    type: OptionType.Subcommand,
    name,
    description: describe(summary, room),
    ...(ordered.length > 0
      ? { options: ordered.slice(0, LIMITS.commandOptions).map((option) => buildBasicOption(option, room)) }
      : {}),
  };
}

function buildBasicOption(option: Option, room: number): APIApplicationCommandBasicOption {
  const common = {
    name: option.name,
    description: describe(option.summary, room),
    ...(option.required ? { required: true } : {}),
  };
  if (option.type === 'boolean') return { ...common, type: OptionType.Boolean };
  if (option.type === 'integer') {
    return {
      ...common,
      type: OptionType.Integer,
      ...omitUndefined({ min_value: option.min, max_value: option.max }),
    };
  }
  if (option.type === 'choice') {
    const choices = (option.choices ?? [])
      .slice(0, LIMITS.commandChoices)
      .map((value) => ({ name: value, value }));
    return { ...common, type: OptionType.String, choices };
  }
  const text = { ...common, type: OptionType.String as const, max_length: option.maxLength ?? 250 };
  return option.autocomplete ? { ...text, autocomplete: true } : text;
}

function describe(text: string, room: number): string {
  return truncate(text, room) || '–';
}

function omitUndefined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

export interface Registration {
  /** How many commands were written, and how many removed. */
  readonly written: number;
  readonly removed: number;
  /** What Discord calls the slash command, by which a message can link it and its subcommands. */
  readonly id?: string;
}

/**
 * Makes Discord's list of our commands equal to `commands` and the one on messages: reads it first and writes only differences. With `guild`
 * only in one server, where a change is visible at once.
 */
export async function registerCommands(
  send: Send,
  identity: Pick<Identity, 'getApplicationId' | 'allowsUserInstall'>,
  commands: readonly Command[],
  guild?: string,
): Promise<Registration> {
  const app = await identity.getApplicationId();
  const route = guild ? Routes.applicationGuildCommands(app, guild) : Routes.applicationCommands(app);
  const offered = await chooseContexts(identity, guild);
  const wanted = [buildCommandBody(commands), MESSAGE_COMMAND].map((body) => ({ ...body, ...offered }));
  const operation = 'list_application_commands';
  const registered = (await send({ method: 'GET', route, operation })) as APIApplicationCommand[];
  const ours = registered.filter(({ type }) => wanted.some((one) => one.type === type));
  const changed = wanted.filter(
    (one) => !ours.some((command) => isDeepStrictEqual(toEssence(command), toEssence(one))),
  );
  const written: APIApplicationCommand[] = [];
  for (const body of changed) {
    const answer = await send({ method: 'POST', route, operation: 'create_application_command', body });
    written.push(answer as APIApplicationCommand);
  }
  const stale = ours.filter(
    ({ type, name }) => !wanted.some((one) => one.type === type && one.name === name),
  );
  for (const { id } of stale) {
    await send({ method: 'DELETE', route: `${route}/${id}`, operation: 'delete_application_command' });
  }
  const slash = [...written, ...ours].find(
    ({ type, name }) => type === ApplicationCommandType.ChatInput && name === COMMAND_NAME,
  );
  return { written: changed.length, removed: stale.length, ...(slash?.id ? { id: slash.id } : {}) };
}

/**
 * Where the commands are offered, which Discord takes for those of all servers only. Commands for an installation that is switched off
 * could be refused, and with them all others.
 */
async function chooseContexts({ allowsUserInstall }: Pick<Identity, 'allowsUserInstall'>, guild?: string) {
  if (guild) return {};
  return (await allowsUserInstall()) ? everywhere : serversOnly;
}

/** The defining fields of a command: Discord adds ids and defaults, and leaves out what is false or empty. */
const SIGNIFICANT = new Set([
  ...[
    'type',
    'name',
    'description',
    'options',
    'contexts',
    'integration_types',
    'required',
    'choices',
    'autocomplete',
  ],
  ...['min_value', 'max_value', 'max_length', 'value'],
]);

function toEssence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toEssence);
  if (typeof value !== 'object' || value === null) return value;
  const significant = Object.entries(value).filter(([key, inner]) => {
    const empty =
      inner === undefined ||
      inner === null ||
      inner === false ||
      inner === '' ||
      (Array.isArray(inner) && inner.length === 0);
    return SIGNIFICANT.has(key) && !empty;
  });
  return Object.fromEntries(significant.map(([key, inner]) => [key, toEssence(inner)]));
}
