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
  readonly option_groups?: ReadonlyArray<{ readonly options: readonly Option[] }>;
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

function listOptions({ options = [], option_groups: groups = [] }: InputElement): Option[] {
  return [...options, ...groups.flatMap((group) => group.options)];
}

function findOption(element: InputElement, typed: string | undefined): Option | undefined {
  return listOptions(element).find(({ value }) => value === typed) ?? element.initial_option;
}

/** Only what the bot offered can be chosen; `options` are those. */
function findOffered(element: InputElement, typed: string | undefined): Option | null {
  if (!typed) return element.initial_option ?? null;
  const found = listOptions(element).find(({ value }) => value === typed);
  if (!found) throw new Error(`${typed} was not offered`);
  return found;
}

function findOptions(element: InputElement, typed: string | undefined): readonly Option[] {
  if (typed === undefined) return element.initial_options ?? [];
  const chosen = typed.split(',').map((part) => part.trim());
  const known = listOptions(element);
  const unknown = chosen.find((part) => part !== '' && !known.some(({ value }) => value === part));
  if (unknown !== undefined) throw new Error(`there is no option ${unknown}`);
  return known.filter(({ value }) => chosen.includes(value));
}

function toNumber({ initial_value, min_value, max_value }: InputElement, typed: string | undefined) {
  const value = typed ?? initial_value ?? '';
  if (value === '') return null;
  const isInRange = Number(value) >= Number(min_value) && Number(value) <= Number(max_value);
  if (!isInRange) throw new Error(`${value} is not between ${min_value} and ${max_value}`);
  return value;
}
