import type { FilledForm, Form, FormField } from '../../src/core/message/interaction.ts';
import { plain } from './escape.ts';
import { texts } from './texts.ts';

/** A form that is being filled, field by field. */
export interface OpenForm {
  readonly form: Form;
  readonly values: Readonly<Record<string, string>>;
}

/** The effect of one line on a form. */
export type Filled =
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'next'; readonly open: OpenForm }
  | { readonly kind: 'full'; readonly values: Readonly<Record<string, string>> };

/** The question for the next field; `undefined` when none is left. */
export function wordQuestion(open: OpenForm): string | undefined {
  const field = findNextField(open);
  if (!field) return undefined;
  const hint = field.choices ? field.choices.map(({ value }) => value).join(', ') : field.hint;
  return `${plain(field.label)}${hint ? ` (${plain(hint)})` : ''} [${plain(field.value ?? '')}]: `;
}

/**
 * Takes a line as the answer to the next field: saved if it is valid, otherwise with the problem. `validate` returns
 * the problems of the fields of a form, by name.
 */
export function fillIn(
  open: OpenForm,
  line: string,
  validate: (form: FilledForm) => Readonly<Record<string, string>>,
): Filled {
  const field = findNextField(open);
  if (!field) return { kind: 'full', values: open.values };
  const typed = line.trim();
  if (/^cancel$/i.test(typed)) return { kind: 'canceled' };
  const value = typed === '' ? (field.value ?? '') : toChoice(field, typed);
  const why =
    findComplaint(field, value) ??
    validate({ kind: 'form', id: open.form.id, values: { [field.name]: value } })[field.name];
  if (why !== undefined) return { kind: 'wrong', why };
  const filled = { ...open, values: { ...open.values, [field.name]: value } };
  return findNextField(filled) ? { kind: 'next', open: filled } : { kind: 'full', values: filled.values };
}

function findNextField({ form, values }: OpenForm): FormField | undefined {
  return form.fields.find(({ name, isExtra }) => !isExtra && !(name in values));
}

/** A choice may be typed by its label or its value, in any case. */
function toChoice({ choices = [] }: FormField, typed: string): string {
  const isSame = (text: string) => text.toLowerCase() === typed.toLowerCase();
  return choices.find(({ label, value }) => isSame(label) || isSame(value))?.value ?? typed;
}

function findComplaint({ required, choices }: FormField, value: string): string | undefined {
  if (value === '') return required ? texts.needed() : undefined;
  if (choices && !choices.some((choice) => choice.value === value))
    return texts.noChoice({ value, choices: choices.map((choice) => choice.value).join(', ') });
  return undefined;
}
