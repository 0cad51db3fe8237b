import { ComponentType } from 'discord.js';

interface Option {
  readonly value: string;
  readonly default?: boolean | undefined;
}

/**
 * A field of a modal as Discord sends it after a person chose or typed; several options are between commas. A group that was not
 * touched keeps what it showed.
 */
export function fillComponent(
  component: {
    readonly type: ComponentType;
    readonly options?: readonly Option[] | undefined;
    readonly default_values?: ReadonlyArray<{ readonly id: string }> | undefined;
  },
  typed: string | undefined,
): object {
  const { type, options = [] } = component;
  const shown = options.filter((option) => option.default).map(({ value }) => value);
  switch (type) {
    case ComponentType.StringSelect:
      return { values: typed === undefined ? shown : listChosen(options, typed) };
    case ComponentType.RoleSelect:
      return { values: chooseRole(component, typed) };
    case ComponentType.RadioGroup:
      return { value: typed ?? shown[0] ?? null };
    case ComponentType.CheckboxGroup:
      return { values: typed === undefined ? shown : listChosen(options, typed) };
    default:
      return { value: typed ?? '' };
  }
}

function chooseRole(
  {
    default_values: shown = [],
  }: { readonly default_values?: ReadonlyArray<{ readonly id: string }> | undefined },
  typed: string | undefined,
): string[] {
  if (typed === undefined) return shown.map(({ id }) => id);
  return typed === '' ? [] : [typed];
}

function listChosen(options: readonly Option[], typed: string): string[] {
  const chosen = typed.split(',').map((part) => part.trim());
  const unknown = chosen.find((part) => part !== '' && !options.some(({ value }) => value === part));
  if (unknown !== undefined) throw new Error(`there is no option ${unknown}`);
  return options.map(({ value }) => value).filter((value) => chosen.includes(value));
}
