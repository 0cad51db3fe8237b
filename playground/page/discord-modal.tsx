import type { DiscordView } from '../protocol.ts';
import { type Field, FormDialog } from './form-dialog.tsx';
import { useDo } from './use-playground.ts';

type Modal = NonNullable<DiscordView['modal']>;
type Component = Modal['data']['components'][number];

/** Of `ComponentType` and `TextInputStyle`, whose package is not for the browser. */
const LABEL = 18;
const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const PARAGRAPH = 2;

/** The form that the bot opened on Discord. */
export function DiscordModal({ modal, bot }: { readonly modal: Modal; readonly bot: string }) {
  const act = useDo();
  return (
    <FormDialog
      title={modal.data.title}
      submit="Submit"
      fields={modal.data.components.flatMap(toFields)}
      errors={{}}
      onSubmit={(values) => void act({ kind: 'discord-submit', modalId: modal.id, values })}
      onClose={() => void act({ kind: 'close-modal', side: 'discord' })}
    >
      <p className="warning">
        This form goes to {bot}. Do not share passwords or other sensitive information.
      </p>
    </FormDialog>
  );
}

function toFields(component: Component): Field[] {
  if (component.type !== LABEL) return [];
  const { label, description = '', component: control } = component;
  const common = { label, hint: description };
  if (control.type === TEXT_INPUT)
    return [
      {
        ...common,
        name: control.custom_id,
        required: control.required ?? true,
        long: control.style === PARAGRAPH,
        value: control.value ?? '',
        maxLength: control.max_length,
        choices: undefined,
      },
    ];
  if (control.type !== STRING_SELECT) return [];
  return [
    {
      ...common,
      name: control.custom_id,
      required: control.required ?? true,
      long: false,
      value: control.options.find((option) => option.default)?.value ?? '',
      maxLength: undefined,
      choices: control.options,
    },
  ];
}
