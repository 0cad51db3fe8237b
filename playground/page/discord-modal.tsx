import type { DiscordView } from '../protocol.ts';
import { FormDialog } from './form-dialog.tsx';
import type { Field } from './form-field.tsx';
import { texts } from './texts.ts';
import { useDo } from './use-playground.ts';

type Modal = NonNullable<DiscordView['modal']>;
type Component = Modal['data']['components'][number];

/** Of `ComponentType` and `TextInputStyle`, whose package is not for the browser. */
const LABEL = 18;
const TEXT_INPUT = 4;
const STRING_SELECT = 3;
const ROLE_SELECT = 6;
const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
const PARAGRAPH = 2;

/** The form that the bot opened on Discord. */
export function DiscordModal({
  modal,
  roles,
  bot,
}: {
  readonly modal: Modal;
  readonly roles: DiscordView['roles'];
  readonly bot: string;
}) {
  const act = useDo();
  return (
    <FormDialog
      title={modal.data.title}
      submit={texts.submit()}
      fields={modal.data.components.flatMap((component) => toFields(component, roles))}
      errors={{}}
      onSubmit={(values) => void act({ kind: 'discord-submit', modalId: modal.id, values })}
      onClose={() => void act({ kind: 'close-modal', side: 'discord', modalId: modal.id })}
    >
      <p className="warning">{texts.discordForm({ bot })}</p>
    </FormDialog>
  );
}

function toFields(component: Component, roles: DiscordView['roles']): Field[] {
  if (component.type !== LABEL) return [];
  const { label, description = '', component: control } = component;
  const common = { label, hint: description };
  switch (control.type) {
    case TEXT_INPUT:
      return [
        {
          ...common,
          name: control.custom_id,
          required: control.required ?? true,
          kind: control.style === PARAGRAPH ? 'long' : 'text',
          value: control.value ?? '',
          maxLength: control.max_length,
        },
      ];
    case STRING_SELECT:
    case RADIO_GROUP:
    case CHECKBOX_GROUP:
      return [
        {
          ...common,
          name: control.custom_id,
          required: control.required ?? true,
          kind:
            control.type === STRING_SELECT && (control.max_values ?? 1) > 1 ? 'terms' : KINDS[control.type],
          value: control.options.flatMap((option) => (option.default ? [option.value] : [])).join(', '),
          choices: control.options,
        },
      ];
    case ROLE_SELECT:
      return [
        {
          ...common,
          name: control.custom_id,
          required: control.required ?? true,
          kind: 'select',
          value: control.default_values?.[0]?.id ?? '',
          choices: roles.map(({ id, name }) => ({ label: `@${name}`, value: id })),
        },
      ];
    default:
      return [];
  }
}

const KINDS = {
  [STRING_SELECT]: 'select',
  [RADIO_GROUP]: 'radio',
  [CHECKBOX_GROUP]: 'several',
} as const;
