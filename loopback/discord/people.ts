import {
  type APIComponentInMessageActionRow,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  ComponentType,
  InteractionType,
} from 'discord.js';
import { fillComponent } from './fill-component.ts';
import { InteractionSender } from './interaction-sender.ts';
import type { InteractionRecord } from './interactions.ts';
import { messageJson } from './payloads.ts';
import type { Tools } from './tools.ts';
import { findRegistered, type OptionValues, typeOptions } from './typed-command.ts';
import type { Message } from './world.ts';

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
  const sender = new InteractionSender(tools, records);
  return {
    slash(userId, channelId, name, subcommand, options = {}) {
      const command = findRegistered(tools, channelId, name);
      const data = { id: command.id, name, type: 1, options: [typeOptions(command, subcommand, options)] };
      return sender.send({ kind: 'command', userId, channelId }, InteractionType.ApplicationCommand, data);
    },
    chooseOn(userId, message, name) {
      const { id, channelId } = message;
      const command = findRegistered(tools, channelId, name);
      const resolved = { messages: { [id]: messageJson(tools.world, message) } };
      const data = { id: command.id, name, type: command.type, target_id: id, resolved };
      return sender.send({ kind: 'command', userId, channelId }, InteractionType.ApplicationCommand, data);
    },
    typeOption(userId, channelId, name, subcommand, option, text) {
      const command = findRegistered(tools, channelId, name);
      const options = [typeOptions(command, subcommand, { [option]: text }, option)];
      const data = { id: command.id, name, type: 1, options };
      const who = { kind: 'autocomplete', userId, channelId } as const;
      return sender.send(who, InteractionType.ApplicationCommandAutocomplete, data);
    },
    pressButton(userId, message, button) {
      const who = { kind: 'button', userId, channelId: message.channelId } as const;
      return sender.send(who, InteractionType.MessageComponent, findPressed(message, button), message);
    },
    submitModal({ modal, kind, original, userId, channelId }, values) {
      if (!modal) throw new Error('no modal is open');
      const data = { custom_id: modal.custom_id, components: fillModal(modal, values) };
      const from = kind === 'button' ? original : undefined;
      return sender.send({ kind: 'modal', userId, channelId }, InteractionType.ModalSubmit, data, from);
    },
  };
}

/** The data of an interaction with a button that has this id or label, or with a select that has such an option. */
function findPressed(message: Message, named: string): object {
  const parts = listPressable(message);
  for (const part of parts) {
    const value = part.type === ComponentType.StringSelect ? chosenIn(part, named) : undefined;
    if (part.type === ComponentType.StringSelect && value !== undefined)
      return { custom_id: part.custom_id, component_type: part.type, values: [value] };
  }
  for (const part of parts)
    if (part.type === ComponentType.Button && 'custom_id' in part)
      if (part.custom_id === named || part.label === named)
        return { custom_id: part.custom_id, component_type: part.type };
  throw new Error(`the message has no button "${named}"`);
}

function fillModal(
  { components }: APIModalInteractionResponseCallbackData,
  values: Readonly<Record<string, string>>,
): object[] {
  return components.map((part) => {
    if (!('component' in part)) throw new Error('only labeled fields can be filled in');
    const { component } = part;
    if (!('custom_id' in component)) throw new Error('a field needs an id');
    const { custom_id, type } = component;
    return {
      type: part.type,
      component: { type, custom_id, ...fillComponent(component, values[custom_id]) },
    };
  });
}

/** The buttons and selects of a message, in rows of their own or in a container. */
export function listPressable({ components }: Message): APIComponentInMessageActionRow[] {
  const parts = components.flatMap((one) => (one.type === ComponentType.Container ? one.components : [one]));
  return parts.flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []));
}

/** The value of the option of a select that bears a label or a value. */
function chosenIn({ options }: Pick<APIStringSelectComponent, 'options'>, named: string): string | undefined {
  return options.find(({ label, value }) => label === named || value === named)?.value;
}
