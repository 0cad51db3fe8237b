import {
  type APICheckboxGroupComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, Form, FormField } from '../../../src/core/message/interaction.ts';
import { type SafeText, toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import { LIMITS } from './limits.ts';
import type { Safe } from './payload.ts';

/** A form as Discord's modal: labeled fields, with pickers where Discord has them in a modal. */
export function renderForm({ id, title, fields }: Form): Safe<APIModalInteractionResponseCallbackData> {
  return {
    custom_id: id,
    title: plain(title, LIMITS.modalTitle),
    components: fields
      .filter(({ isExtra }) => !isExtra)
      .slice(0, LIMITS.modalFields)
      .map(renderLabeled),
  };
}

/** Choices in the format of selects and autocomplete: a truncated value would be a different one. */
export function listUsableChoices(choices: readonly Choice[]): Array<Safe<Choice>> {
  return choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.choice)
    .slice(0, LIMITS.commandChoices)
    .map(({ label, value }) => ({
      label: toOneLine(label, LIMITS.choice) || toOneLine(value, LIMITS.choice),
      value,
    }));
}

function renderLabeled(field: FormField): Safe<APILabelComponent> {
  const drawn = renderControl(field);
  const isTyped = drawn.type === ComponentType.TextInput;
  // What a hint says of typing does not apply where one picks.
  const description = isTyped ? toOneLine(field.hint ?? '', LIMITS.labelDescription) : '';
  return {
    type: ComponentType.Label,
    label: plain(field.label, LIMITS.label),
    ...(description ? { description } : {}),
    component: drawn,
  };
}

type Control = Safe<
  APITextInputComponent | APIStringSelectComponent | APIRadioGroupComponent | APICheckboxGroupComponent
>;

/** Modals have no picker of times, no search, and no number: those are typed. */
function renderControl(field: FormField): Control {
  const { picker, choices = [] } = field;
  const options = listUsableChoices(choices);
  if (picker?.kind === 'several' && fitsGroup(picker.options))
    return renderCheckboxGroup(field, picker.options);
  if (picker?.kind === 'radio' && fitsGroup(choices)) return renderRadioGroup(field);
  return options.length > 0 ? renderSelect(field) : renderInput(field);
}

function fitsGroup(choices: readonly Choice[]): boolean {
  const { length } = listUsableChoices(choices);
  return length >= LIMITS.minGroupOptions && length <= LIMITS.groupOptions;
}

function renderCheckboxGroup(
  { name, value = '', required }: FormField,
  options: readonly Choice[],
): Safe<APICheckboxGroupComponent> {
  const picked = value.split(',').map((part) => part.trim());
  return {
    type: ComponentType.CheckboxGroup,
    custom_id: name,
    required,
    min_values: required ? 1 : 0,
    options: listUsableChoices(options).map((option) => ({
      ...option,
      default: picked.includes(option.value),
    })),
  };
}

function renderRadioGroup({ name, value, required, choices = [] }: FormField): Safe<APIRadioGroupComponent> {
  return {
    type: ComponentType.RadioGroup,
    custom_id: name,
    required,
    options: listUsableChoices(choices).map((choice) => ({ ...choice, default: choice.value === value })),
  };
}

function renderInput({ name, value, required, long }: FormField): Safe<APITextInputComponent> {
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: LIMITS.inputValue,
    ...(value ? { value: toManyLines(value, LIMITS.inputValue) } : {}),
  };
}

function renderSelect({ name, value, required, choices = [] }: FormField): Safe<APIStringSelectComponent> {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required,
    options: listUsableChoices(choices).map((choice) => ({ ...choice, default: choice.value === value })),
  };
}

function plain(text: string, max: number): SafeText {
  return toOneLine(text, max) || toOneLine('–', max);
}
