import type { SlackView } from '../protocol.ts';
import { FormDialog } from './form-dialog.tsx';
import type { Field } from './form-field.tsx';
import { SlackBlocks } from './slack-blocks.tsx';
import { texts } from './texts.ts';
import { useDo } from './use-playground.ts';

interface Words {
  readonly text: string;
}

interface Choice {
  readonly text: Words;
  readonly value: string;
}

/** As much of a modal as is read here. The server has held it against Slack's rules. */
interface View {
  readonly title?: Words;
  readonly submit?: Words;
  readonly close?: Words;
  readonly blocks: ReadonlyArray<{ readonly type: string }>;
}

interface InputBlock {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly optional?: boolean;
  readonly element: {
    readonly type: string;
    readonly multiline?: boolean;
    readonly max_length?: number;
    readonly min_value?: string;
    readonly max_value?: string;
    readonly initial_value?: string;
    readonly initial_time?: string;
    readonly initial_option?: Choice;
    readonly initial_options?: readonly Choice[];
    readonly options?: readonly Choice[];
  };
}

interface Props {
  readonly modal: NonNullable<SlackView['modal']>;
  readonly view: SlackView;
}

/** The form that the bot opened on Slack, with the errors that it named. */
export function SlackModal({ modal, view: { people } }: Props) {
  const act = useDo();
  const { title, submit, close, blocks } = modal.view as View;
  const said = blocks.filter((block) => block.type !== 'input');
  return (
    <FormDialog
      title={title?.text ?? ''}
      submit={submit?.text ?? ''}
      close={close?.text ?? texts.cancel()}
      fields={blocks.filter(isInput).map((block) => toField(block, modal))}
      errors={modal.errors}
      onSubmit={(values) => void act({ kind: 'slack-submit', modalId: modal.id, values })}
      onClose={() => void act({ kind: 'close-modal', side: 'slack', modalId: modal.id })}
    >
      {said.length > 0 && <SlackBlocks blocks={said} people={people} onPress={() => undefined} />}
    </FormDialog>
  );
}

function isInput(block: { readonly type: string }): block is InputBlock {
  return block.type === 'input';
}

const KINDS: Readonly<Record<string, Field['kind']>> = {
  timepicker: 'time',
  number_input: 'number',
  static_select: 'select',
  radio_buttons: 'radio',
  checkboxes: 'several',
  multi_static_select: 'terms',
  external_select: 'complete',
};

function toField(block: InputBlock, { id: modalId, typed }: Props['modal']): Field {
  const { block_id: name, label, hint, optional = false, element } = block;
  return {
    name,
    label: optional ? texts.slackOptional({ label: label.text }) : label.text,
    hint: hint?.text ?? '',
    required: !optional,
    kind: KINDS[element.type] ?? (element.multiline ? 'long' : 'text'),
    value: typed[name] ?? findInitial(element),
    modalId,
    maxLength: element.max_length,
    min: element.min_value,
    max: element.max_value,
    choices: (element.options ?? []).map(({ text, value }) => ({ label: text.text, value })),
  };
}

function findInitial({
  initial_option,
  initial_options,
  initial_time,
  initial_value,
}: InputBlock['element']): string {
  if (initial_options) return initial_options.map(({ value }) => value).join(', ');
  return initial_option?.value ?? initial_time ?? initial_value ?? '';
}
