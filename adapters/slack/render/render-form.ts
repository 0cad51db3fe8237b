import type { types } from '@slack/bolt';
import type { AskedQuestion } from '../../../src/core/command/confirmation.ts';
import type { Form, FormField } from '../../../src/core/message/interaction.ts';
import { manyLines } from '../../../src/core/message/safe-text.ts';
import { texts } from '../texts/messages.ts';
import type { Safe } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { renderBlocks } from './render.ts';
import { plain } from './render-parts.ts';

/** The element of every input block: a field is identified by its block. */
const VALUE = 'value';

/** A form as a modal. `origin` is returned with it and says where the answer goes. */
export function formView(form: Form, origin: string): Safe<types.ModalView> {
  return {
    type: 'modal',
    callback_id: form.id,
    private_metadata: origin,
    title: plain(form.title, LIMITS.viewTitle),
    submit: plain(form.submit, LIMITS.viewTitle),
    close: plain(texts.cancel(), LIMITS.viewTitle),
    blocks: form.fields.map(inputBlock),
  };
}

/**
 * What a form that was sent off would do, as the view that Slack puts over it: its button does it, and closing it leads back
 * to the form with all that was typed.
 */
export function questionView(
  { message, confirm, buttons }: AskedQuestion,
  origin: string,
): Safe<types.ModalView> {
  return {
    type: 'modal',
    callback_id: confirm.id,
    private_metadata: origin,
    title: plain(texts.lookAgain(), LIMITS.viewTitle),
    submit: plain(confirm.label, LIMITS.viewTitle),
    close: plain(buttons.change?.label ?? texts.cancel(), LIMITS.viewTitle),
    blocks: renderBlocks(message),
  };
}

function inputBlock(field: FormField): Safe<types.InputBlock> {
  return {
    type: 'input',
    block_id: field.name,
    optional: !field.required,
    label: plain(field.label, LIMITS.inputLabel),
    ...(field.hint ? { hint: plain(field.hint, LIMITS.inputLabel) } : {}),
    element: field.choices && field.choices.length > 0 ? select(field) : textInput(field),
  };
}

function textInput({ value, long }: FormField): Safe<types.PlainTextInput> {
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: long ?? false,
    max_length: LIMITS.inputText,
    ...(value ? { initial_value: manyLines(value, LIMITS.inputText) } : {}),
  };
}

function select({ choices = [], value }: FormField): Safe<types.StaticSelect> {
  const options: Array<Safe<types.PlainTextOption>> = choices
    .slice(0, LIMITS.selectOptions)
    // A truncated value would come back as a different one.
    .filter((choice) => choice.value !== '' && choice.value.length <= LIMITS.option)
    .map((choice) => ({ text: plain(choice.label || choice.value, LIMITS.option), value: choice.value }));
  const initial = options.find((option) => option.value === value);
  return {
    type: 'static_select',
    action_id: VALUE,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}

/** What a person typed and chose, by field. */
export function readForm(
  values: Readonly<Record<string, Readonly<Record<string, FilledField>>>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, elements]) => {
      const filled = elements[VALUE];
      return [name, filled?.selected_option?.value ?? filled?.value ?? ''];
    }),
  );
}

interface FilledField {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
}
