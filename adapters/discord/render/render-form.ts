import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, Form, FormField } from '../../../src/core/message/interaction.ts';
import { manyLines, oneLine, type SafeText } from '../../../src/core/message/safe-text.ts';
import { LIMITS } from './limits.ts';
import type { Safe } from './payload.ts';

/** A form as Discord's modal: labeled fields, with a select where choices are given. */
export function renderForm({ id, title, fields }: Form): Safe<APIModalInteractionResponseCallbackData> {
  return {
    custom_id: id,
    title: plain(title, LIMITS.modalTitle),
    components: fields.slice(0, LIMITS.modalFields).map(labeled),
  };
}

/** Choices in the format of selects and autocomplete: a truncated value would be a different one. */
export function usableChoices(choices: readonly Choice[]): Array<Safe<Choice>> {
  return choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.choice)
    .slice(0, LIMITS.commandChoices)
    .map(({ label, value }) => ({
      label: oneLine(label, LIMITS.choice) || oneLine(value, LIMITS.choice),
      value,
    }));
}

function labeled(field: FormField): Safe<APILabelComponent> {
  const description = oneLine(field.hint ?? '', LIMITS.labelDescription);
  return {
    type: ComponentType.Label,
    label: plain(field.label, LIMITS.label),
    ...(description ? { description } : {}),
    component: usableChoices(field.choices ?? []).length > 0 ? select(field) : input(field),
  };
}

function input({ name, value, required, long }: FormField): Safe<APITextInputComponent> {
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: LIMITS.inputValue,
    ...(value ? { value: manyLines(value, LIMITS.inputValue) } : {}),
  };
}

function select({ name, value, required, choices = [] }: FormField): Safe<APIStringSelectComponent> {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required,
    options: usableChoices(choices).map((choice) => ({ ...choice, default: choice.value === value })),
  };
}

function plain(text: string, max: number): SafeText {
  return oneLine(text, max) || oneLine('–', max);
}
