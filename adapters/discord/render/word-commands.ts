import { InputError } from '../../../src/core/base/errors.ts';
import type { CommandRef, Span } from '../../../src/core/base/text.ts';
import { splitLine, toLabel } from '../../../src/core/command/arguments.ts';
import type { Command, Option } from '../../../src/core/command/command.ts';
import { changeSpans } from '../../../src/core/message/change-spans.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { COMMAND_NAME, groupCommands, isShown } from './command-names.ts';

/**
 * Rewrites the commands in a message as they are typed on Discord: with the group of some of them, and with every option
 * by its name, since Discord has a field for each. What is registered can be pressed, as far as its id is known.
 */
export function createCommandWording(
  commands: readonly Command[],
  findId: () => string | undefined = () => undefined,
): (message: Message) => Message {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const groupOf = new Map(
    groupCommands(commands).flatMap((group) => group.commands.map(({ name }) => [name, group.name])),
  );

  const start = (name: string): string =>
    [`/${COMMAND_NAME}`, groupOf.get(name), name].filter(Boolean).join(' ');

  function wordUsage(name: string): string {
    const options = byName.get(name)?.options ?? [];
    return [start(name), ...inDiscordsOrder(options).map(writePlaceholder)].join(' ');
  }

  function wordLine(line: string): string {
    const [, name = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
    const command = byName.get(name);
    const given = command ? split(command, rest) : undefined;
    if (!command || !given) return [start(name), rest].filter(Boolean).join(' ');
    const named = inDiscordsOrder(command.options).flatMap((option) => {
      const value = given[option.name];
      return value === undefined ? [] : [`${option.name}:${value}`];
    });
    return [start(name), ...named].join(' ');
  }

  const word = (ref: CommandRef): string => ('line' in ref ? wordLine(ref.line) : wordUsage(ref.usageOf));
  const readName = (ref: CommandRef): string =>
    'line' in ref ? (/^\S*/.exec(ref.line)?.[0] ?? '') : ref.usageOf;

  function wordSpan(span: Span, isOneOfMany: boolean): Span {
    if (!span.command) return span;
    const command = byName.get(readName(span.command));
    const id = command && isShown(command) ? findId() : undefined;
    if (!command || id === undefined) return { ...span, text: word(span.command) };
    const mention = { start: start(command.name), id };
    return { ...span, text: isOneOfMany ? mention.start : word(span.command), mention };
  }

  return (message) => {
    const isOneOfMany = countCommands(message) > MANY;
    return changeSpans(message, (span) => wordSpan(span, isOneOfMany));
  };
}

/** With the ids and options of more commands a message would be too long; whoever presses one sees its options. */
const MANY = 20;

function countCommands(message: Message): number {
  let count = 0;
  changeSpans(message, (span) => {
    if (span.command) count += 1;
    return span;
  });
  return count;
}

/** Required options come first, as in the registration. */
function inDiscordsOrder(options: readonly Option[]): Option[] {
  return options.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

function writePlaceholder({ name, label, required, choices }: Option): string {
  const value = choices ? choices.join('|') : label ? toLabel({ name, label }).toLowerCase() : '…';
  return required ? `${name}:<${value}>` : `[${name}]`;
}

/** An example that our own grammar cannot parse is shown unchanged. */
function split(command: Command, rest: string): Readonly<Record<string, string>> | undefined {
  try {
    return splitLine(command, rest);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
