import type { Choice, FieldPicker, Form, FormField } from '../../src/core/message/interaction.ts';
import type { Hostile, Whole } from './hostile-text.ts';

type Kind = FieldPicker['kind'];
type Picker<Name extends Kind> = Whole<Extract<FieldPicker, { readonly kind: Name }>>;

/** A picker that the model gets and that is missing here is a type error. */
const PICKERS: { readonly [Name in Kind]: (hostile: Hostile) => Picker<Name> } = {
  time: () => ({ kind: 'time' }),
  number: ({ below, maybe }) => ({
    kind: 'number',
    min: 1,
    max: 1 + below(30),
    likely: maybe(0.5, () => [1, 2, 1 + below(30)]),
  }),
  radio: () => ({ kind: 'radio' }),
  several: (hostile) => ({ kind: 'several', options: hostileChoices(hostile, 10) }),
  complete: (hostile) => ({
    kind: 'complete',
    likely: hostile.maybe(0.5, () => hostileChoices(hostile, 25)),
    whatToType: hostile.maybe(0.5, () => hostile.text()),
  }),
  'day-time': (hostile) => ({ kind: 'day-time', days: hostileChoices(hostile, 10) }),
  role: () => ({ kind: 'role' }),
  terms: (hostile) => ({
    kind: 'terms',
    options: hostileChoices(hostile, 100),
    isListFirst: hostile.maybe(0.5, () => true),
  }),
};

/** A form with hostile text wherever text can be, as if a channel had such topics and a day such papers. */
export function hostileForm(hostile: Hostile): Form {
  const { below, text } = hostile;
  const fields = Array.from({ length: 1 + below(6) }, (_, i) => hostileField(hostile, i));
  const whole: Whole<Form> = { id: 'form', title: text(4), submit: text(3), fields };
  return whole;
}

function hostileField(hostile: Hostile, i: number): FormField {
  const { below, chance, maybe, pick, text } = hostile;
  const picker = maybe(0.6, () => pick(Object.values(PICKERS))(hostile));
  const choices =
    picker?.kind === 'radio' ? hostileChoices(hostile, 10) : maybe(0.3, () => hostileChoices(hostile, 25));
  const whole: Whole<FormField> = {
    name: `field${i}`,
    label: text(4),
    hint: maybe(0.5, () => text()),
    value: maybe(0.6, () => pick([text(), '09:00', String(below(40)), choices?.[0]?.value ?? ''])),
    required: chance(0.5),
    long: maybe(0.3, () => true),
    choices,
    picker,
    // Some field is there on every platform.
    isExtra: i === 0 ? undefined : maybe(0.2, () => true),
  };
  return whole;
}

/** At least one, with values that differ. */
function hostileChoices({ below, text }: Hostile, most: number): Choice[] {
  return Array.from(
    { length: 1 + below(most) },
    (_, i): Whole<Choice> => ({
      label: text(3),
      value: `${i} ${text(2)}`,
    }),
  );
}
