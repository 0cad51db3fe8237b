import type { APIApplicationCommandBasicOption } from 'discord.js';
import { formatList } from '../../src/core/base/language.ts';
import { texts } from './texts.ts';

/** Of `ApplicationCommandOptionType`, whose package is not for the browser. */
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;

export type Value = string | number | boolean;

/** What is sent, as text, and what is read. */
interface Choice {
  readonly key: string;
  readonly label: string;
}

type Option = APIApplicationCommandBasicOption;
type Given = Readonly<Record<string, Value>>;

/** What may be chosen for an option that takes nothing else. */
export function fixedChoices(option: Option): Choice[] {
  if (option.type === BOOLEAN) return ['true', 'false'].map((key) => ({ key, label: key }));
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  return choices.map(({ name, value }) => ({ key: String(value), label: name }));
}

/** Whether an option takes a number. */
export function isNumeric({ type }: Option): boolean {
  return type === INTEGER || type === NUMBER;
}

/** What is sent for a choice. */
export function chosenValue(option: Option, key: string): Value {
  if (option.type === BOOLEAN) return key === 'true';
  return isNumeric(option) ? Number(key) : key;
}

/** The options as they are sent, from what was typed into their fields; or what is wrong with the first that cannot be sent. */
export function readOptions(options: readonly Option[], values: Given): { given: Given } | { wrong: string } {
  const given = spread(options, values);
  const odd = options.find((option) => !isSendable(option, given[option.name]));
  if (odd) return { wrong: texts.optionIs({ option: odd.name, choices: listAlternatives(odd) }) };
  const lacking = options.find(({ name, required }) => required && given[name] === undefined);
  if (lacking)
    return {
      wrong: texts.optionNeeded({
        ...{ option: lacking.name, what: listAlternatives(lacking) || lacking.description },
      }),
    };
  return { given };
}

/** The values in what was typed into the field `into`, where it names options as help does: `agents page:2`. */
export function nameOptions(
  options: readonly Option[],
  typed: string,
  into: string,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  let at = into;
  for (const word of typed.split(' ')) {
    const named = options.find(({ name }) => word.startsWith(`${name}:`));
    at = named?.name ?? at;
    const value = named ? word.slice(named.name.length + 1) : word;
    values[at] = named || !(at in values) ? value : `${values[at]} ${value}`;
  }
  const filled = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

/** What was typed, as it is sent. Words behind a choice belong to the text that is needed next: `query world models`. */
function spread(options: readonly Option[], values: Given): Given {
  const given: Record<string, Value> = Object.fromEntries(
    Object.entries(values).flatMap(
      ([name, value]): Array<readonly [string, Value]> =>
        typeof value === 'string' ? Object.entries(nameOptions(options, value, name)) : [[name, value]],
    ),
  );
  for (const option of options) {
    const typed = given[option.name];
    if (typeof typed !== 'string') continue;
    const whole = choiceIn(option, typed);
    const [word = '', ...rest] = typed.trim().split(/\s+/);
    const next = options.find(({ name, required, type }) => required && type === STRING && !(name in given));
    const first = rest.length > 0 && next ? choiceIn(option, word) : undefined;
    if (whole) given[option.name] = chosenValue(option, whole.key);
    else if (isNumeric(option) && Number.isFinite(Number(typed))) given[option.name] = Number(typed);
    else if (first && next) {
      given[option.name] = chosenValue(option, first.key);
      given[next.name] = rest.join(' ');
    }
  }
  return given;
}

function choiceIn(option: Option, text: string): Choice | undefined {
  const typed = text.trim().toLowerCase();
  return fixedChoices(option).find(({ key, label }) =>
    [key, label].some((one) => one.toLowerCase() === typed),
  );
}

function isSendable(option: Option, value: Value | undefined): boolean {
  const offers = fixedChoices(option);
  return value === undefined || offers.length === 0 || offers.some(({ key }) => key === String(value));
}

/** `author, org, or query`; nothing where anything may be typed. */
function listAlternatives(option: Option): string {
  const labels = fixedChoices(option).map(({ label }) => label);
  return formatList(labels, 'disjunction');
}
