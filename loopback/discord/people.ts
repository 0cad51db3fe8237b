import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
  InteractionType,
  ApplicationCommandOptionType as OptionType,
} from 'discord.js';
import { fillComponent } from './fill-component.ts';
import type { InteractionRecord } from './interactions.ts';
import { channelJson, memberJson, messageJson, userJson } from './payloads.ts';
import { computePermissions } from './permissions.ts';
import { INTENTS, type Tools } from './tools.ts';
import type { Channel, Message, User, World } from './world.ts';

type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** What people do besides reacting. Each resolves at once; what comes back is written into the record. */
export interface People {
  /** `/NAME SUBCOMMAND options`; the command must be registered as it is typed. */
  slash(
    userId: string,
    channelId: string,
    name: string,
    subcommand: string,
    options?: OptionValues,
  ): InteractionRecord;
  /** Chooses a command of a message's menu. */
  chooseOn(userId: string, message: Message, name: string): InteractionRecord;
  /** Stops in the middle of an option that completes. */
  typeOption(
    userId: string,
    channelId: string,
    name: string,
    subcommand: string,
    option: string,
    typed: string,
  ): InteractionRecord;
  /** Presses the button with this id or label. */
  pressButton(userId: string, message: Message, button: string): InteractionRecord;
  /** Sends off the modal that a record brought. */
  submitModal(record: InteractionRecord, values: Readonly<Record<string, string>>): InteractionRecord;
}

export function createPeople(tools: Tools, records: Map<string, InteractionRecord>): People {
  const { world, emit } = tools;

  function begin(
    kind: InteractionRecord['kind'],
    userId: string,
    channelId: string,
    original?: Message,
  ): InteractionRecord {
    const record: InteractionRecord = {
      id: world.snowflake(),
      token: `token-${world.snowflake()}`,
      kind,
      userId,
      channelId,
      startedAt: world.now(),
      first: undefined,
      original,
      pending: false,
      ephemeral: false,
      followUps: [],
      modal: undefined,
      choices: undefined,
    };
    records.set(record.token, record);
    return record;
  }

  function send(
    record: InteractionRecord,
    type: InteractionType,
    data: object,
    message?: Message,
  ): InteractionRecord {
    const channel = tools.channel(record.channelId);
    const user = tools.world.users.get(record.userId);
    if (!user) throw new Error(`nobody has the id ${record.userId}`);
    const interaction = {
      id: record.id,
      application_id: world.bot.id,
      type,
      token: record.token,
      version: 1,
      data,
      channel: channelJson(channel),
      channel_id: channel.id,
      locale: user.locale,
      entitlements: [],
      attachment_size_limit: 10_485_760,
      ...(message ? { message: messageJson(world, message) } : {}),
      ...whoAndWhere(channel, user),
    };
    emit('INTERACTION_CREATE', interaction, INTENTS.none);
    return record;
  }

  function whoAndWhere(channel: Channel, user: User): object {
    const guild = world.guilds.get(channel.guildId ?? '');
    const context = findContext(channel);
    const isMember = hasBot(world, channel);
    const owners = { [isMember ? 0 : 1]: isMember ? (guild?.id ?? '0') : user.id };
    const origin = { context, authorizing_integration_owners: owners };
    if (!guild) return { ...origin, user: userJson(user), app_permissions: '0' };
    return {
      ...origin,
      guild_id: guild.id,
      guild_locale: 'en-US',
      guild: { id: guild.id, locale: 'en-US', features: [] },
      member: memberJson(world, guild, user, channel),
      app_permissions: isMember ? computePermissions(world, guild, world.bot.id, channel).toString() : '0',
    };
  }

  /** A command is offered by context, and where the bot is no member, to people who have installed it for themselves. */
  function isOffered(command: APIApplicationCommand, channel: Channel): boolean {
    if (command.guild_id !== undefined) return true;
    const { contexts } = command;
    const types: readonly number[] = command.integration_types ?? [0];
    const isInContext = contexts?.includes(findContext(channel)) ?? true;
    return isInContext && types.includes(hasBot(world, channel) ? 0 : 1);
  }

  function registered(channelId: string, name: string): APIApplicationCommand {
    const guildId = tools.channel(channelId).guildId ?? '';
    const known = [guildId, ''].flatMap((scope) => [...(world.commands.get(scope)?.values() ?? [])]);
    const command = known.find((candidate) => candidate.name === name);
    if (!command) throw new Error(`no command /${name} is registered`);
    if (!isOffered(command, tools.channel(channelId))) throw new Error(`/${name} is not offered here`);
    return command;
  }

  /** The options as Discord sends them: the subcommand, in its group where it has one, with typed values. */
  function chosen(
    command: APIApplicationCommand,
    subcommand: string,
    values: OptionValues,
    focused?: string,
  ): object {
    for (const option of command.options ?? []) {
      if (option.type === OptionType.Subcommand && option.name === subcommand) {
        return {
          type: option.type,
          name: option.name,
          options: typed(option.options ?? [], values, focused),
        };
      }
      const inner = option.type === OptionType.SubcommandGroup ? option.options : undefined;
      const found = inner?.find(({ name }) => name === subcommand);
      if (!found) continue;
      const within = {
        type: found.type,
        name: found.name,
        options: typed(found.options ?? [], values, focused),
      };
      return { type: option.type, name: option.name, options: [within] };
    }
    throw new Error(`/${command.name} has no subcommand ${subcommand}`);
  }

  return {
    slash(userId, channelId, name, subcommand, options = {}) {
      const command = registered(channelId, name);
      const data = { id: command.id, name, type: 1, options: [chosen(command, subcommand, options)] };
      return send(begin('command', userId, channelId), InteractionType.ApplicationCommand, data);
    },
    chooseOn(userId, message, name) {
      const { id, channelId } = message;
      const command = registered(channelId, name);
      const resolved = { messages: { [id]: messageJson(world, message) } };
      const data = { id: command.id, name, type: command.type, target_id: id, resolved };
      return send(begin('command', userId, channelId), InteractionType.ApplicationCommand, data);
    },
    typeOption(userId, channelId, name, subcommand, option, text) {
      const command = registered(channelId, name);
      const options = [chosen(command, subcommand, { [option]: text }, option)];
      const record = begin('autocomplete', userId, channelId);
      return send(record, InteractionType.ApplicationCommandAutocomplete, {
        id: command.id,
        name,
        type: 1,
        options,
      });
    },
    pressButton(userId, message, button) {
      const parts = listPressable(message);
      const select = parts.find(
        (one) => one.type === ComponentType.StringSelect && chosenIn(one, button) !== undefined,
      );
      if (select?.type === ComponentType.StringSelect) {
        const record = begin('button', userId, message.channelId, message);
        const values = [chosenIn(select, button) ?? ''];
        const data = { custom_id: select.custom_id, component_type: select.type, values };
        return send(record, InteractionType.MessageComponent, data, message);
      }
      const found = parts.find(
        (one) =>
          one.type === ComponentType.Button &&
          'custom_id' in one &&
          (one.custom_id === button || one.label === button),
      );
      if (!found || !('custom_id' in found)) throw new Error(`the message has no button "${button}"`);
      const record = begin('button', userId, message.channelId, message);
      const data = { custom_id: found.custom_id, component_type: 2 };
      return send(record, InteractionType.MessageComponent, data, message);
    },
    submitModal(opened, values) {
      const { modal } = opened;
      if (!modal) throw new Error('no modal is open');
      const components = modal.components.map((part) => {
        if (!('component' in part)) throw new Error('only labeled fields can be filled in');
        const { component } = part;
        if (!('custom_id' in component)) throw new Error('a field needs an id');
        const { custom_id, type } = component;
        const filled = fillComponent(component, values[custom_id]);
        return { type: part.type, component: { type, custom_id, ...filled } };
      });
      const from = opened.kind === 'button' ? opened.original : undefined;
      const record = begin('modal', opened.userId, opened.channelId, from);
      return send(record, InteractionType.ModalSubmit, { custom_id: modal.custom_id, components }, from);
    },
  };
}

/** The buttons and selects of a message, in rows of their own or in a container. */
export function listPressable({ components }: Message): APIComponentInMessageActionRow[] {
  const parts = components.flatMap((one) => (one.type === ComponentType.Container ? one.components : [one]));
  return parts.flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []));
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding: a server, the direct message with the bot, another one */
function findContext({ guildId, type }: Channel): 0 | 1 | 2 {
  if (guildId !== undefined) return 0;
  return type === ChannelType.GroupDM ? 2 : 1;
}

/** Whether the bot is in the conversation. */
function hasBot(world: World, { guildId, type }: Channel): boolean {
  if (guildId === undefined) return type !== ChannelType.GroupDM;
  return world.guilds.get(guildId)?.members.has(world.bot.id) ?? false;
}

/** The value of the option of a select that bears a label or a value. */
function chosenIn({ options }: Pick<APIStringSelectComponent, 'options'>, named: string): string | undefined {
  return options.find(({ label, value }) => label === named || value === named)?.value;
}

/** Values in the types that the command was registered with. */
function typed(
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
