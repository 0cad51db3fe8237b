import {
  type APICheckboxGroupComponent,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIRadioGroupComponent,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, FieldPicker, Form, FormField } from '../../../src/core/message/interaction.ts';
import { type SafeText, toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import { LIMITS } from './limits.ts';
import type { Safe } from './payload.ts';
import { isRoleId } from './role-id.ts';

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

/** Choices in the format of selects and autocomplete: a truncated value would be a different one, and Discord refuses one without a label. */
function listUsableChoices(choices: readonly Choice[]): Array<Safe<Choice>> {
  return choices
    .filter(({ value }) => toOneLine(value, LIMITS.choice) !== '' && value.length <= LIMITS.choice)
    .slice(0, LIMITS.commandChoices)
    .map(({ label, value }) => ({
      label: toOneLine(label, LIMITS.choice) || toOneLine(value, LIMITS.choice),
      value,
    }));
}

/** What is offered to somebody who is typing, as autocomplete takes it. */
export function renderChoices(choices: readonly Choice[]): {
  choices: Array<{ name: SafeText; value: string }>;
} {
  return { choices: listUsableChoices(choices).map(({ label, value }) => ({ name: label, value })) };
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
  | APITextInputComponent
  | APIStringSelectComponent
  | APIRoleSelectComponent
  | APIRadioGroupComponent
  | APICheckboxGroupComponent
>;

/** Modals have no picker of times and no search: a time is typed, and what is searched elsewhere is one of the likely values. */
function renderControl(field: FormField): Control {
  const { picker, choices = [], value = '' } = field;
  if (picker?.kind === 'role') return renderRoleSelect(field);
  if (picker?.kind === 'several' && fitsGroup(picker.options))
    return renderCheckboxGroup(field, picker.options);
  if (picker?.kind === 'radio' && fitsGroup(choices)) return renderRadioGroup(field);
  if (picker?.kind === 'terms' && picker.isListFirst) {
    const options = withOwnTerms(picker.options, value);
    // A term that cannot be an option would be lost.
    return options ? renderMultiSelect(field, options) : renderInput(field);
  }
  const offered = choices.length > 0 ? choices : listLikely(picker, value);
  return listUsableChoices(offered).length > 0 ? renderSelect(field, offered) : renderInput(field);
}

/** The values that are likely, and the one that is set. */
function listLikely(picker: FieldPicker | undefined, value: string): readonly Choice[] {
  if (picker?.kind === 'complete') return picker.likely ?? [];
  if (picker?.kind !== 'number' || !picker.likely) return [];
  const numbers = new Set([...picker.likely, ...(value === '' ? [] : [Number(value)])]);
  return [...numbers].toSorted((a, b) => a - b).map((n) => ({ label: String(n), value: String(n) }));
}

/** The options and the terms in one's own words, which stay while they are chosen; nothing where there is no space for all. */
function withOwnTerms(options: readonly Choice[], value: string): readonly Choice[] | undefined {
  const known = new Set(options.map((option) => option.value.toLowerCase()));
  const own = splitTerms(value).filter((term) => !known.has(term.toLowerCase()));
  const all = [...own.map((term) => ({ label: term, value: term })), ...options];
  const isWhole = listUsableChoices(all).length === all.length && new Set(own).size === own.length;
  return isWhole && !value.includes('"') ? all : undefined;
}

function splitTerms(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function renderMultiSelect(
  { name, value = '' }: FormField,
  options: readonly Choice[],
): Safe<APIStringSelectComponent> {
  const chosen = new Set(splitTerms(value).map((term) => term.toLowerCase()));
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required: false,
    min_values: 0,
    max_values: options.length,
    options: listUsableChoices(options).map((option) => ({
      ...option,
      default: chosen.has(option.value.toLowerCase()),
    })),
  };
}

function renderRoleSelect({ name, value = '' }: FormField): Safe<APIRoleSelectComponent> {
  const id = isRoleId(value) ? toOneLine(value, LIMITS.choice) : undefined;
  return {
    type: ComponentType.RoleSelect,
    custom_id: name,
    required: false,
    min_values: 0,
    max_values: 1,
    ...(id ? { default_values: [{ id, type: SelectMenuDefaultValueType.Role }] } : {}),
  };
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

function renderSelect(
  { name, value, required }: FormField,
  choices: readonly Choice[],
): Safe<APIStringSelectComponent> {
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
