import type { types } from '@slack/bolt';
import type { Choice, FieldPicker, FormField } from '../../../src/core/message/interaction.ts';
import { toManyLines, toOneLine } from '../../../src/core/message/safe-text.ts';
import { texts } from '../texts/messages.ts';
import type { Safe } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { plain } from './render-parts.ts';

/** The element of every input block: a field is identified by its block. */
export const VALUE = 'value';

/** Ends the id of the block for one's own words beside a picker; no option's name has it. */
const OWN = '+';

/** The same of the time beside a day. */
const TIME = '@';

/** A day without a time. */
const NONE = 'off';

type Element = Safe<types.InputBlock['element']>;
type Option = Safe<types.PlainTextOption>;

/** A field as one input block, or as two where a picker has one's own words beside it. */
export function renderField(asked: FormField): Array<Safe<types.InputBlock>> {
  const field = isPickable(asked) ? asked : toTyped(asked);
  const { picker } = field;
  if (picker?.kind === 'day-time') return renderDayAndTime(field, picker);
  if (picker?.kind !== 'terms') return [renderInputBlock(field, renderElement(field))];
  const { picked, own } = splitTerms(field.value ?? '', picker.options);
  const { hint: _, ...picking } = field;
  return [
    renderInputBlock({ ...picking, required: false }, renderMultiSelect(picker.options, picked)),
    renderInputBlock(
      { ...field, name: `${field.name}${OWN}`, label: texts.ownWords({ label: field.label }) },
      renderTextInput({ ...field, value: own }),
    ),
  ];
}

/** Slack has no picker of a day of the week with a time: a select with a time picker beneath it. */
function renderDayAndTime(
  { picker: _, hint: __, ...field }: FormField,
  { days }: Extract<FieldPicker, { readonly kind: 'day-time' }>,
): Array<Safe<types.InputBlock>> {
  const [first = '', second = ''] = (field.value ?? '').split(' ');
  // A time alone is one of the day that needs no name.
  const [day, time] = first.includes(':') ? [days.at(-1)?.value ?? '', first] : [first, second];
  return [
    renderInputBlock({ ...field, required: true }, renderSelect(days, day)),
    renderInputBlock(
      { ...field, name: `${field.name}${TIME}`, label: texts.timeOf({ label: field.label }) },
      renderTimepicker(time),
    ),
  ];
}

/** They are drawn without any options of ours. */
const WITHOUT_OPTIONS: ReadonlySet<string> = new Set(['time', 'number', 'complete']);

const listPickable = (picker: FieldPicker | undefined, choices: readonly Choice[]): readonly Choice[] =>
  picker?.kind === 'day-time' ? picker.days : picker && 'options' in picker ? picker.options : choices;

/** Whether it has an option to pick: for a list of none Slack refuses the whole form. */
function isPickable({ picker, choices = [] }: FormField): boolean {
  if (picker && WITHOUT_OPTIONS.has(picker.kind)) return true;
  return listPickable(picker, choices).some(isUsable);
}

function toTyped({ picker: _, choices: __, ...field }: FormField): FormField {
  return field;
}

/** What a hint says of typing does not apply where one picks. */
const PICKED: ReadonlySet<string | undefined> = new Set(['time', 'several', 'complete']);

function renderInputBlock(field: FormField, drawn: Element): Safe<types.InputBlock> {
  const { name, required, label, picker } = field;
  const hint = PICKED.has(picker?.kind) ? undefined : field.hint;
  return {
    type: 'input',
    block_id: name,
    optional: !required,
    label: plain(label, LIMITS.inputLabel),
    ...(hint ? { hint: plain(hint, LIMITS.inputLabel) } : {}),
    element: drawn,
  };
}

function renderElement(field: FormField): Element {
  const { picker, choices = [], value = '' } = field;
  switch (picker?.kind) {
    case 'time':
      return renderTimepicker(value);
    case 'number':
      return renderNumberInput(picker, value);
    case 'several':
      return renderCheckboxes(picker.options, splitTerms(value, picker.options).picked);
    case 'complete':
      return renderExternalSelect(value, picker.whatToType ?? field.hint);
    case 'radio':
      return renderRadioButtons(choices, value);
    default:
      return choices.length > 0 ? renderSelect(choices, value) : renderTextInput(field);
  }
}

function renderTextInput({ value, long }: FormField): Safe<types.PlainTextInput> {
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: long ?? false,
    max_length: LIMITS.inputText,
    ...(value ? { initial_value: toManyLines(value, LIMITS.inputText) } : {}),
  };
}

function renderTimepicker(value: string): Element {
  const [hour = '', minute = ''] = value.split(':');
  const initial = `${hour.padStart(2, '0')}:${minute}`;
  return {
    type: 'timepicker',
    action_id: VALUE,
    // Slack refuses the whole form for a time in any other form.
    ...(isTime(initial) ? { initial_time: initial } : {}),
  };
}

function isTime(text: string): boolean {
  const at = Date.parse(`2026-01-01T${text}:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(11, 16) === text;
}

function renderNumberInput(
  { min, max }: { readonly min: number; readonly max: number },
  value: string,
): Element {
  const n = value === '' ? Number.NaN : Number(value);
  const isInRange = Number.isInteger(n) && n >= min && n <= max;
  return {
    type: 'number_input',
    action_id: VALUE,
    is_decimal_allowed: false,
    min_value: String(min),
    max_value: String(max),
    ...(isInRange ? { initial_value: toOneLine(String(n), LIMITS.inputText) } : {}),
  };
}

function renderSelect(choices: readonly Choice[], value: string): Element {
  const options = toOptions(choices).slice(0, LIMITS.selectOptions);
  return { type: 'static_select', action_id: VALUE, options, ...pickInitial(options, value) };
}

function renderRadioButtons(choices: readonly Choice[], value: string): Element {
  const options = toOptions(choices).slice(0, LIMITS.groupOptions);
  return { type: 'radio_buttons', action_id: VALUE, options, ...pickInitial(options, value) };
}

function renderCheckboxes(choices: readonly Choice[], picked: readonly string[]): Element {
  const options = toOptions(choices).slice(0, LIMITS.groupOptions);
  return { type: 'checkboxes', action_id: VALUE, options, ...pickInitials(options, picked) };
}

function renderMultiSelect(choices: readonly Choice[], picked: readonly string[]): Element {
  const options = toOptions(choices).slice(0, LIMITS.selectOptions);
  return { type: 'multi_static_select', action_id: VALUE, options, ...pickInitials(options, picked) };
}

/** The options are asked for as one types, the first ones before anything is typed. The field itself says what to type. */
function renderExternalSelect(value: string, whatToType: string | undefined): Element {
  const [set] = toOptions([{ label: value, value }]);
  return {
    type: 'external_select',
    action_id: VALUE,
    min_query_length: 0,
    ...(whatToType ? { placeholder: plain(whatToType, LIMITS.placeholder) } : {}),
    ...(set ? { initial_option: set } : {}),
  };
}

/** Options for a field that is completed, as Slack takes them: no value may be there twice. */
export function renderOptions(choices: readonly Choice[]): Option[] {
  const byValue = new Map(choices.toReversed().map((choice) => [choice.value, choice]));
  return toOptions(choices.filter((choice) => byValue.get(choice.value) === choice)).slice(
    0,
    LIMITS.selectOptions,
  );
}

function toOptions(choices: readonly Choice[]): Option[] {
  return choices
    .filter(isUsable)
    .map(({ label, value }) => ({ text: plain(label || value, LIMITS.option), value }));
}

/** A truncated value would come back as a different one. */
function isUsable({ value }: Choice): boolean {
  return value !== '' && value.length <= LIMITS.option;
}

function pickInitial(options: readonly Option[], value: string): { initial_option?: Option } {
  const found = options.find((option) => option.value === value);
  return found ? { initial_option: found } : {};
}

function pickInitials(options: readonly Option[], picked: readonly string[]): { initial_options?: Option[] } {
  const found = options.filter(({ value }) => value !== undefined && picked.includes(value));
  return found.length > 0 ? { initial_options: found } : {};
}

/** The terms of a list that are among the options, and the rest of it as it was typed. */
function splitTerms(
  text: string,
  options: readonly Choice[],
): { readonly picked: string[]; readonly own: string } {
  const parts = text.split(',').map((part) => part.trim());
  const find = (part: string) => options.find(({ value }) => value.toLowerCase() === part.toLowerCase());
  return {
    picked: parts.flatMap((part) => find(part)?.value ?? []),
    own: parts.filter((part) => part !== '' && !find(part)).join(', '),
  };
}

/** The block in which a person types the field: that of their own words, where the form has one beside a picker. */
export function findTypedBlock(field: string, blocks: readonly string[]): string {
  const own = `${field}${OWN}`;
  return blocks.includes(own) ? own : field;
}

/** What a person typed and chose, by field. What was chosen comes first, in whichever order Slack sends the blocks. */
export function readForm(
  values: Readonly<Record<string, Readonly<Record<string, FilledField>>>>,
): Record<string, string> {
  const read: Record<string, string> = {};
  const blocks = Object.entries(values).toSorted(([a], [b]) => Number(isSecond(a)) - Number(isSecond(b)));
  for (const [block, elements] of blocks) {
    const name = isSecond(block) ? block.slice(0, -1) : block;
    const parts = [read[name], readField(elements[VALUE])];
    if (block.endsWith(TIME) && read[name] === NONE) continue;
    read[name] = parts.filter(Boolean).join(block.endsWith(TIME) ? ' ' : ', ');
  }
  return read;
}

/** Whether it is the second block of a field. */
function isSecond(block: string): boolean {
  return block.endsWith(OWN) || block.endsWith(TIME);
}

function readField(filled: FilledField | undefined): string {
  if (filled?.selected_options) return filled.selected_options.map(({ value }) => value).join(', ');
  return filled?.selected_option?.value ?? filled?.selected_time ?? filled?.value ?? '';
}

interface FilledField {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
  readonly selected_options?: ReadonlyArray<{ readonly value: string }> | null | undefined;
  readonly selected_time?: string | null | undefined;
}
