import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { Asker, Completion, Interaction } from '../../../src/core/message/interaction.ts';
import { parsePaperId } from '../../../src/core/paper/paper-id.ts';
import type { ReactionEvent } from '../../../src/core/platform/inbound.ts';
import { toDiscordChannelId, toDiscordPersonId, toDiscordTenantId, toGuestTenant } from '../api/ids.ts';
import { describeVariant, toBallot } from '../render/reactions.ts';
import type { DiscordReaction } from './event-schema.ts';
import type {
  AnswerableInteraction,
  ChosenCommand,
  ChosenOptions,
  ChosenValue,
  DiscordInteraction,
  SubmittedForm,
  TypingInteraction,
} from './interaction-schema.ts';

/**
 * A reaction as the core knows it; nothing for other emoji, our own and those of bots. Discord does not say whether a bot
 * took its reaction back: that event passes, and takes back a vote which was never there.
 */
export function toReactionEvent(
  data: DiscordReaction,
  added: boolean,
  me: string,
): ReactionEvent | undefined {
  const ballot = toBallot(data.emoji);
  const bot = data.member?.user.bot === true;
  if (!ballot || bot || data.user_id === me) return undefined;
  const variant = describeVariant(data.emoji.name ?? '', ballot, data.burst);
  return {
    platform: 'discord',
    tenant: toDiscordTenantId(data.guild_id, data.channel_id),
    channel: data.channel_id,
    messageId: data.message_id,
    person: toDiscordPersonId(data.user_id),
    ballot,
    ...(variant === undefined ? {} : { variant }),
    added,
  };
}

/**
 * Who asks. Discord sends permissions and roles with every interaction, the channel's exceptions already counted in.
 * `managerRole` is a role whose members may manage, whatever else they may do.
 */
export function toAsker(interaction: DiscordInteraction, managerRole?: string): Asker {
  const { guild_id, member, asker, channel, locale } = interaction;
  const inThread = channel.thread_metadata !== undefined;
  const holder = inThread ? (channel.parent_id ?? channel.id) : channel.id;
  const permissions = BigInt(member?.permissions ?? 0);
  const isGuest = isInstalledByPersonAlone(interaction);
  const toWrite = inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  return {
    platform: 'discord',
    tenant: isGuest ? toGuestTenant(asker.id) : toDiscordTenantId(guild_id, channel.id),
    channel: holder,
    channelId: toDiscordChannelId(holder),
    ...(inThread ? { thread: channel.id } : {}),
    ...(isGuest ? { isAlone: true, isGuest: true } : {}),
    ...(guild_id === undefined && !isGuest ? { isAlone: true, isDirect: true } : {}),
    person: toDiscordPersonId(asker.id),
    mayManage: managesChannel(interaction, managerRole),
    ...(allows(permissions, PermissionFlagsBits.MentionEveryone) ? { mayMentionAll: true } : {}),
    ...(guild_id === undefined || allows(permissions, toWrite) ? {} : { mayWrite: false }),
    ...(locale ? { locale } : {}),
    ...readName(interaction),
  };
}

/** Whether the bot is no member of the conversation: a person who has installed it for themselves uses it there. */
function isInstalledByPersonAlone(interaction: DiscordInteraction): boolean {
  const { guild_id, context, authorizing_integration_owners: owners } = interaction;
  if (context === InteractionContextType.PrivateChannel) return true;
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;
  return guild_id !== undefined && owners?.[UserInstall] !== undefined && owners[GuildInstall] === undefined;
}

/** In a private conversation with the bot the channel is one's own; `undefined` where Discord sends no permissions. */
function managesChannel({ guild_id, member }: DiscordInteraction, managerRole?: string): boolean | undefined {
  if (guild_id === undefined) return true;
  if (member === undefined) return undefined;
  return (
    mayManage(BigInt(member.permissions)) || (managerRole !== undefined && member.roles.includes(managerRole))
  );
}

function readName({ member, asker }: DiscordInteraction): Pick<Asker, 'name'> {
  const name = member?.nick || asker.global_name || asker.username;
  return name ? { name } : {};
}

function mayManage(permissions: bigint): boolean {
  return allows(permissions, PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ManageGuild);
}

/** Whether one of these is among the permissions; an administrator has all. */
function allows(permissions: bigint, any: bigint): boolean {
  return (permissions & (any | PermissionFlagsBits.Administrator)) !== 0n;
}

/** What was done, without any platform. */
export function toInteraction(interaction: AnswerableInteraction): Interaction {
  if (interaction.type === InteractionType.MessageComponent) {
    const { custom_id, values } = interaction.data;
    // An option of the select under a list has an id as a button has.
    return { kind: 'action', id: values?.[0] ?? custom_id, ...findEverybodys(interaction) };
  }
  if (interaction.type === InteractionType.ModalSubmit) {
    return { kind: 'form', id: interaction.data.custom_id, values: readFormValues(interaction) };
  }
  if (interaction.data.type === ApplicationCommandType.Message) return showPaperIn(interaction.data);
  const { name, options } = findSubcommand(interaction.data);
  return {
    kind: 'command',
    name,
    options: Object.fromEntries(options.map((option) => [option.name, option.value])),
  };
}

/** The message with the button, where everybody sees it. */
function findEverybodys({ message }: AnswerableInteraction): { readonly messageId?: string } {
  const isPrivate = message === undefined || (message.flags & MessageFlags.Ephemeral) !== 0;
  return isPrivate ? {} : { messageId: message.id };
}

/** The first paper that a message names, in its text, as what an embed leads to, or in an answer of ours. */
function showPaperIn({ target_id = '', resolved }: ChosenCommand): Interaction {
  const { content = '', embeds = [], components = [] } = resolved?.messages[target_id] ?? {};
  const words = [
    ...splitWords(content),
    ...embeds.map(({ url = '' }) => url),
    ...components.flatMap(listTexts).flatMap(splitWords),
  ];
  const paper = words.map((word) => parsePaperId(word)).find((id) => id !== undefined);
  return { kind: 'line', text: paper === undefined ? 'help show' : `show ${paper}` };
}

/** A link is between brackets; those of a link with a label stand beside its address. */
function splitWords(text: string): string[] {
  return text.slice(0, 4000).split(/[\s<>|()]+/);
}

interface ShownComponent {
  readonly content?: string | undefined;
  readonly components?: readonly ShownComponent[] | undefined;
}

function listTexts({ content, components = [] }: ShownComponent): string[] {
  return [...(content === undefined ? [] : [content]), ...components.flatMap(listTexts)];
}

/** The word that is being typed; nothing where Discord names no option. */
export function toCompletion(interaction: TypingInteraction): Completion | undefined {
  const { name, options } = findSubcommand(interaction.data);
  const focused = options.find((option) => option.focused);
  return focused && { command: name, option: focused.name, typed: String(focused.value) };
}

/** Goes down through `/papers [group] command` to the command itself. */
function findSubcommand({ name, options }: { name: string; options: ChosenOptions }): {
  readonly name: string;
  readonly options: readonly ChosenValue[];
} {
  const [first] = options;
  if (first && 'options' in first) return findSubcommand(first);
  return { name, options: options.filter((option) => 'value' in option) };
}

function readFormValues({ data }: SubmittedForm): Record<string, string> {
  const fields = data.components.flatMap((part) => part?.component ?? []);
  return Object.fromEntries(
    fields.map((field) => [field.custom_id, 'value' in field ? field.value : field.values.join(', ')]),
  );
}
