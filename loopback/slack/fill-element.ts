/** An option of a select. */
export interface Option {
  readonly value: string;
  readonly text: { readonly text: string };
}

export interface InputElement {
  readonly type: string;
  readonly initial_value?: string;
  readonly initial_time?: string;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly options?: readonly Option[];
  readonly min_value?: string;
  readonly max_value?: string;
}

/**
 * An element as Slack sends it with its view, after a person chose or typed; several options are between commas. What Slack's
 * client would not let them send throws.
 */
export function fillElement(element: InputElement, typed: string | undefined): object {
  const { type } = element;
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { value: { type, selected_option: findOption(element, typed) ?? null } };
    case 'external_select':
      return { value: { type, selected_option: findOffered(element, typed) } };
    case 'checkboxes':
    case 'multi_static_select':
      return { value: { type, selected_options: findOptions(element, typed) } };
    case 'timepicker':
      return { value: { type, selected_time: typed || element.initial_time || null } };
    case 'number_input':
      return { value: { type, value: toNumber(element, typed) } };
    default:
      return { value: { type, value: typed ?? element.initial_value ?? null } };
  }
}

function findOption(
  { options = [], initial_option }: InputElement,
  typed: string | undefined,
): Option | undefined {
  return options.find(({ value }) => value === typed) ?? initial_option;
}

/** Only what the bot offered can be chosen, which `options` are, or what was chosen when the form opened. */
function findOffered(
  { options = [], initial_option }: InputElement,
  typed: string | undefined,
): Option | null {
  if (!typed || typed === initial_option?.value) return initial_option ?? null;
  const found = options.find(({ value }) => value === typed);
  if (!found) throw new Error(`${typed} was not offered`);
  return found;
}

function findOptions(
  { options = [], initial_options = [] }: InputElement,
  typed: string | undefined,
): readonly Option[] {
  if (typed === undefined) return initial_options;
  const chosen = typed.split(',').map((part) => part.trim());
  const unknown = chosen.find((part) => part !== '' && !options.some(({ value }) => value === part));
  if (unknown !== undefined) throw new Error(`there is no option ${unknown}`);
  return options.filter(({ value }) => chosen.includes(value));
}

function toNumber({ initial_value, min_value, max_value }: InputElement, typed: string | undefined) {
  const value = typed ?? initial_value ?? '';
  if (value === '') return null;
  const isInRange = Number(value) >= Number(min_value) && Number(value) <= Number(max_value);
  if (!isInRange) throw new Error(`${value} is not between ${min_value} and ${max_value}`);
  return value;
}
