import { InputError } from '../base/errors.ts';
import { formatList } from '../base/language.ts';
import type { Span } from '../base/text.ts';
import { flattenText, joinSentences } from '../base/text.ts';
import { findPaperAtStart } from '../paper/paper-id.ts';
import { capitalize } from '../text/capitalize.ts';
import type { Args, Command, Option } from './command.ts';
import { problems, texts } from './texts.ts';

const MAX_TEXT_LENGTH = 250;
/** All options of a command with their longest possible values are far shorter. */
const MAX_LINE_LENGTH = 8_000;
/** The code of an error whose fix is the usage of the whole command. */
export const INVALID_ARGUMENTS = 'arguments-invalid';

/** How a command is used, as a value: each platform words it as it is typed there. */
export function buildUsageSpan(command: Pick<Command, 'name' | 'options'>): Span {
  return { text: describeUsage(command), code: true, command: { usageOf: command.name } };
}

/** What one would type: `/papers search <query>`, optional parts in brackets. */
export function describeUsage({ name, options }: Pick<Command, 'name' | 'options'>): string {
  const parts = options.map((option) => {
    const what = option.type === 'choice' ? (option.choices ?? []).join('|') : option.name;
    return option.required
      ? `<${what}>`
      : option.trailing || option === options[0]
        ? `[${what}]`
        : `[${option.name}:…]`;
  });
  return ['/papers', name, ...parts].join(' ');
}

/**
 * Reads what was typed after a command's name. Options are read in their order, or anywhere as `name:value`, `name=value` or
 * `--name value`; quotes group words; a `rest` option takes the rest of the line verbatim. Throws an `InputError`.
 */
export function parseLine(command: Command, text: string): Args {
  return checkOptions(command, splitLine(command, text));
}

/** The options of a line as they were typed, unchecked. */
export function splitLine(command: Command, text: string): Record<string, string> {
  if (text.length > MAX_LINE_LENGTH)
    throw createMistakeError(command, texts.tooLongLine({ most: MAX_LINE_LENGTH, length: text.length }));
  const typed: Record<string, string> = {};
  let left = text.trim();
  const open = () => command.options.filter(({ name }) => typed[name] === undefined);
  while (left !== '') {
    const [next] = open();
    const named = takeNamed(left, command.options, next);
    if (named) {
      if (typed[named.name] !== undefined)
        throw createMistakeError(command, texts.givenTwice({ name: named.name }));
      typed[named.name] = named.value;
      left = named.left;
    } else if (!next) {
      throw createMistakeError(command, texts.unexpected({ text: left.slice(0, 60) }));
    } else if (next.trailing) {
      const { value, tail } = splitTail(left, command.options);
      typed[next.name] = value;
      left = tail;
    } else {
      const word = takeValue(left, next);
      typed[next.name] = word.value;
      left = word.left;
    }
  }
  return typed;
}

/** Checks options that a platform has split already, or that `parseLine` read. Throws an `InputError` with the usage. */
export function checkOptions(
  command: Command,
  given: Readonly<Record<string, string | number | boolean>>,
): Args {
  const unknown = Object.keys(given).find((name) => !command.options.some((option) => option.name === name));
  if (unknown !== undefined)
    throw createMistakeError(command, texts.unknownOption({ name: unknown.slice(0, 40) }));
  const args: Record<string, string | number | boolean> = {};
  for (const option of command.options) {
    const value = given[option.name];
    if (value === undefined || value === '') {
      if (option.required) throw createMistakeError(command, sayMissing(option));
      if (option.default !== undefined) args[option.name] = option.default;
      continue;
    }
    try {
      args[option.name] = checkValue(command, option, value);
    } catch (error) {
      throw withUsage(command, error);
    }
  }
  return args;
}

/** The problem of each of these options by itself, by name, in words; empty when all are valid. */
export function listErrors(
  command: Command,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    command.options.flatMap((option) => {
      const text = given[option.name] ?? '';
      const wrong = text.trim() === '' ? undefined : findMistake(command, option, text);
      return wrong === undefined ? [] : [[option.name, wrong]];
    }),
  );
}

function findMistake(command: Command, option: Option, text: string): string | undefined {
  try {
    checkValue(command, option, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // The usage of a whole command does not help beside one field.
    return flattenText(
      joinSentences(error.sayWhat(), error.code === INVALID_ARGUMENTS ? undefined : error.sayFix()),
    );
  }
}

function checkValue(
  command: Command,
  option: Option,
  value: string | number | boolean,
): string | number | boolean {
  const text = String(value).trim();
  switch (option.type) {
    case 'integer': {
      const n = Number(text);
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = option;
      if (/^[+-]?\d{1,15}$/.test(text) && n >= min && n <= max) return n;
      throw createWrongValueError(
        command,
        texts.wholeNumber({ label: toLabel(option), range: wordRange(option), typed: text.slice(0, 40) }),
      );
    }
    case 'boolean':
      if (/^(?:yes|true|on|1|here)$/i.test(text)) return true;
      if (/^(?:no|false|off|0)$/i.test(text)) return false;
      throw createWrongValueError(
        command,
        texts.yesOrNo({ label: toLabel(option), typed: text.slice(0, 40) }),
      );
    case 'choice': {
      const found = option.choices?.find((choice) => choice === text.toLowerCase());
      if (found !== undefined) return found;
      throw createWrongValueError(
        command,
        texts.oneOf({
          ...{ label: toLabel(option), choices: formatList(option.choices ?? [], 'disjunction') },
          typed: text.slice(0, 40),
        }),
      );
    }
    case 'text':
      if (text.length > (option.maxLength ?? MAX_TEXT_LENGTH)) {
        throw createWrongValueError(
          command,
          texts.tooLongText({
            ...{ label: toLabel(option), most: option.maxLength ?? MAX_TEXT_LENGTH },
            length: text.length,
          }),
        );
      }
      return option.parse ? option.parse(text) : text;
  }
}

/** The usage of a command with more options than these would bury the one thing to fix. */
const SHORT_USAGE = 3;

/** What an option's own `parse` rejects, with the usage of the command where that is short or the only information. */
function withUsage(command: Command, error: unknown): unknown {
  if (!(error instanceof InputError) || error.code === INVALID_ARGUMENTS) return error;
  if (error.fix !== undefined && command.options.length > SHORT_USAGE) return error;
  const fix = joinSentences(error.sayFix(), texts.usage({ usage: buildUsageSpan(command) }));
  return new InputError(error.problem, { fix, cause: error });
}

/** The label that a form would show above the field. */
export function toLabel({ label, name }: Pick<Option, 'label' | 'name'>): string {
  const words = name.replaceAll('-', ' ');
  return label ?? capitalize(words);
}

function sayMissing(option: Option): string {
  const label = toLabel(option);
  const asked = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  if (!option.choices) return texts.missing({ label: asked });
  return texts.missingChoice({ label: asked, choices: formatList(option.choices ?? [], 'disjunction') });
}

function wordRange({ min, max }: Option): string {
  if (min !== undefined && max !== undefined) return texts.fromTo({ min, max });
  return min === undefined ? '' : texts.atLeast({ min });
}

/** What may be given is said in the message. */
function createWrongValueError(command: Command, message: string): InputError {
  if (command.options.length <= SHORT_USAGE) return createMistakeError(command, message);
  return new InputError(problems.valueInvalid({ error: message }));
}

function createMistakeError(command: Command, message: string): InputError {
  return new InputError(problems.argumentsInvalid({ error: message, usage: buildUsageSpan(command) }));
}

/**
 * `name:value`, `name=value`, `--name value` or `--name=value` at the start of `text`, for a known option. The bare name
 * of a yes or no is yes (`top here`), unless a text is `next`, which may well hold that word.
 */
function takeNamed(
  text: string,
  options: readonly Option[],
  next: Option | undefined,
): { name: string; value: string; left: string } | undefined {
  const [head, dashes, name = ''] = /^(--)?([a-z][a-z-]{0,30})(?:[:=]\s?|(?=\s|$))/i.exec(text) ?? [];
  if (head === undefined) return undefined;
  const option = options.find((one) => one.name === name.toLowerCase());
  const glued = /[:=]\s?$/.test(head);
  const bare = option?.type === 'boolean' && next?.type !== 'text';
  if (!option || (!dashes && !glued && !bare)) return undefined;
  const after = text.slice(head.length).trimStart();
  if (option.type === 'boolean' && !glued && !/^(?:yes|no|true|false|on|off)\b/i.test(after))
    return { name: option.name, value: 'yes', left: after };
  const { value, left } = option.isList ? takeList(after, options) : takeValue(after, option);
  return { name: option.name, value, left };
}

/** Everything up to the next named option. Quotes around a whole list belong to the line; around one term they mark a phrase. */
function takeList(text: string, options: readonly Option[]): { value: string; left: string } {
  const end = findBeginningOfNamed(text, options);
  const value = (end < 0 ? text : text.slice(0, end)).trim();
  const whole = /^"([^"]*)"$/.exec(value)?.[1];
  const isWrapped = whole !== undefined && (whole.includes(',') || /^(?:none|all|)$/i.test(whole));
  return { value: isWrapped ? whole : value, left: end < 0 ? '' : text.slice(end).trimStart() };
}

/** The position of the first ` name:`, ` name=` or ` --name` of one of the options; -1 when there is none. */
function findBeginningOfNamed(text: string, options: readonly Option[]): number {
  for (const { index, 1: dashes, 2: name = '', 3: next } of text.matchAll(
    /\s(--)?([a-z][a-z-]*)(?=([\s:=]))/gi,
  )) {
    const isNamed = dashes !== undefined || next === ':' || next === '=';
    if (isNamed && options.some((option) => option.name === name.toLowerCase())) return index;
  }
  return -1;
}

/** One word, but for a paper: `arXiv:2401.01234v2 [cs.CL]` is copied whole. */
function takeValue(text: string, { isPaper }: Option): { value: string; left: string } {
  const value = isPaper ? findPaperAtStart(text) : undefined;
  return value === undefined ? takeWord(text) : { value, left: text.slice(value.length).trimStart() };
}

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“',
  "'": "'",
  '‘': '’',
  '`': '`',
};

/**
 * The first word, or what is in quotes. Quotes inside a word group its parts (`agents,"world models"`) and stay; one
 * that is never closed is a plain character.
 */
function takeWord(text: string): { value: string; left: string } {
  const close = QUOTES[text[0] ?? ''];
  const end = close === undefined ? -1 : text.indexOf(close, 1);
  if (end > 0 && /^(?:\s|$)/.test(text.slice(end + 1))) {
    return { value: text.slice(1, end), left: text.slice(end + 1).trimStart() };
  }
  const [word = ''] = /^(?:[^\s"]|"[^"]*")+(?=\s|$)/.exec(text) ?? /^\S*/.exec(text) ?? [];
  return { value: word, left: text.slice(word.length).trimStart() };
}

/** Takes named options off the end of a line that is otherwise one text. */
function splitTail(text: string, options: readonly Option[]): { value: string; tail: string } {
  const others = options.filter(({ trailing }) => !trailing);
  let end = text.trimEnd().length;
  for (
    let start = startOfLast(text, end, others);
    start !== undefined;
    start = startOfLast(text, end, others)
  )
    end = text.slice(0, start).trimEnd().length;
  return { value: text.slice(0, end).trim(), tail: text.slice(end).trimStart() };
}

/** Far longer than any option's name with its delimiters. */
const MAX_NAME_LENGTH = 40;

/**
 * Where the ` name:value` that ends at `end` begins; the value is in quotes or one word, after at most one space. Each step
 * looks only at the last words: a line of a thousand options is read in one pass.
 */
function startOfLast(text: string, end: number, options: readonly Option[]): number | undefined {
  const line = text.slice(0, end);
  const quote = line.endsWith('"') ? line.lastIndexOf('"', end - 2) : -1;
  const inQuotes = quote > 0 ? startOfName(line, quote, options) : undefined;
  if (inQuotes !== undefined) return inQuotes;
  let word = end;
  while (word > 0 && !/\s/.test(line[word - 1] ?? '')) word -= 1;
  if (word === end) return undefined;
  const behindSpace = startOfName(line, word, options);
  if (behindSpace !== undefined) return behindSpace;
  const [name = ''] = /^(?:--)?[a-z-]{1,30}[:=](?=\S)/i.exec(line.slice(word, word + MAX_NAME_LENGTH)) ?? [];
  return name === '' ? undefined : startOfName(line, word + name.length, options);
}

/** Where the ` name:` or ` --name=` right before `end` begins, with at most one space between. */
function startOfName(line: string, end: number, options: readonly Option[]): number | undefined {
  const from = Math.max(0, end - MAX_NAME_LENGTH);
  const found = /\s(?:--)?([a-z-]{1,30})[:=]\s?$/i.exec(line.slice(from, end));
  const name = found?.[1]?.replace(/^--/, '').toLowerCase();
  return found && options.some((option) => option.name === name) ? from + found.index : undefined;
}
