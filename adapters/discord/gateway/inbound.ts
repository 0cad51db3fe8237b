import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  InteractionType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Asker, Completion, Interaction } from '../../../src/core/message/interaction.ts';
import type { ReactionEvent } from '../../../src/core/platform/inbound.ts';
import { personId, spaceId } from '../api/ids.ts';
import { ballotOf, variantOf } from '../render/reactions.ts';

type ReactionData = GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData;

/** What a person can answer to, besides completions. */
export type AnswerableInteraction =
  | APIChatInputApplicationCommandInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/**
 * A reaction as the core knows it; nothing for other emoji, our own and those of bots. Discord does not say whether a bot
 * took its reaction back: that event passes, and takes back a vote which was never there.
 */
export function reactionEvent(data: ReactionData, added: boolean, me: string): ReactionEvent | undefined {
  const ballot = ballotOf(data.emoji);
  const bot = 'member' in data && data.member?.user.bot === true;
  if (!ballot || bot || data.user_id === me) return undefined;
  const variant = variantOf(data.emoji.name ?? '', ballot, data.burst);
  return {
    platform: 'discord',
    space: spaceId(data.guild_id, data.channel_id),
    place: data.channel_id,
    messageId: data.message_id,
    person: personId(data.user_id),
    ballot,
    ...(variant === undefined ? {} : { variant }),
    added,
  };
}

/**
 * Who asks. Discord sends permissions and roles with every interaction, the channel's exceptions already counted in.
 * `managerRole` is a role whose members may manage, whatever else they may do.
 */
export function askerOf(interaction: APIInteraction, managerRole?: string): Asker {
  const { guild_id, member, user, channel } = interaction;
  const channelId = channel?.id ?? '';
  const inThread = channel !== undefined && 'thread_metadata' in channel && 'parent_id' in channel;
  const holder = inThread ? (channel.parent_id ?? channelId) : channelId;
  const permissions = BigInt(member?.permissions ?? 0);
  const toWrite = inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  const locale = 'locale' in interaction ? interaction.locale : undefined;
  return {
    platform: 'discord',
    space: spaceId(guild_id, channelId),
    ...(guild_id === undefined ? { isAlone: true } : {}),
    channel: holder,
    ...(inThread ? { thread: channelId } : {}),
    ...(guild_id === undefined ? { isDirect: true } : {}),
    person: personId(member?.user.id ?? user?.id ?? ''),
    // In a private conversation with the bot the channel is one's own.
    mayManage:
      guild_id === undefined ||
      mayManage(permissions) ||
      (managerRole !== undefined && member?.roles.includes(managerRole) === true),
    ...(guild_id === undefined || allows(permissions, toWrite) ? {} : { mayWrite: false }),
    ...(locale ? { locale } : {}),
    ...nameOf(interaction),
  };
}

function nameOf({ member, user }: APIInteraction): Pick<Asker, 'name'> {
  const who = member?.user ?? user;
  const name = member?.nick || who?.global_name || who?.username;
  return name ? { name } : {};
}

function mayManage(permissions: bigint): boolean {
  return allows(permissions, PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ManageGuild);
}

/** Whether one of these is among the permissions; an administrator has all. */
function allows(permissions: bigint, any: bigint): boolean {
  return (permissions & (any | PermissionFlagsBits.Administrator)) !== 0n;
}

/** Whether it wants an answer that we can give. */
export function isAnswerable(interaction: APIInteraction): interaction is AnswerableInteraction {
  if (interaction.type === InteractionType.ApplicationCommand) {
    return interaction.data.type === ApplicationCommandType.ChatInput;
  }
  return (
    interaction.type === InteractionType.MessageComponent || interaction.type === InteractionType.ModalSubmit
  );
}

/** What was done, without any platform. */
export function interactionOf(interaction: AnswerableInteraction): Interaction {
  if (interaction.type === InteractionType.MessageComponent) {
    return { kind: 'action', id: interaction.data.custom_id };
  }
  if (interaction.type === InteractionType.ModalSubmit) {
    return { kind: 'form', id: interaction.data.custom_id, values: formValues(interaction) };
  }
  const { name, options } = subcommandOf(interaction.data);
  return {
    kind: 'command',
    name,
    options: Object.fromEntries(options.map((option) => [option.name, option.value])),
  };
}

/** The word that is being typed; nothing where Discord names no option. */
export function completionOf(
  interaction: APIApplicationCommandAutocompleteInteraction,
): Completion | undefined {
  const { name, options } = subcommandOf(interaction.data);
  const focused = options.find((option) => 'focused' in option && option.focused);
  return focused && { command: name, option: focused.name, typed: String(focused.value) };
}

interface Chosen {
  readonly name: string;
  readonly options: readonly APIApplicationCommandInteractionDataBasicOption[];
}

interface Typed<T extends InteractionType> {
  readonly name: string;
  readonly options?: ReadonlyArray<APIApplicationCommandInteractionDataOption<T>>;
}

/** Goes down through `/papers [group] command` to the command itself. */
function subcommandOf<
  T extends InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete,
>(data: Typed<T>): Chosen {
  const [first] = data.options ?? [];
  if (
    first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup
  ) {
    return subcommandOf({ name: first.name, options: first.options ?? [] } as Typed<T>);
  }
  return { name: data.name, options: (data.options ?? []) as Chosen['options'] };
}

function formValues({ data }: APIModalSubmitInteraction): Record<string, string> {
  const values: Record<string, string> = {};
  for (const part of data.components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    if (component.type === ComponentType.TextInput) values[component.custom_id] = component.value;
    else if (component.type === ComponentType.StringSelect)
      values[component.custom_id] = component.values[0] ?? '';
  }
  return values;
}
