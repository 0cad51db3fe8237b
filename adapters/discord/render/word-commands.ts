import { InputError } from '../../../src/core/base/errors.ts';
import type { CommandRef, Span, Text } from '../../../src/core/base/text.ts';
import { splitLine, toLabel } from '../../../src/core/command/arguments.ts';
import type { Command, Option } from '../../../src/core/command/command.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { COMMAND_NAME, groupCommands } from './command-names.ts';

/**
 * Rewrites the commands in a message as they are typed on Discord: with the group of some of them, and with every option
 * by its name, since Discord has a field for each.
 */
export function createCommandWording(commands: readonly Command[]): (message: Message) => Message {
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
  const wordSpan = (span: Span): Span => (span.command ? { ...span, text: word(span.command) } : span);
  const wordText = (text: Text): Text => (typeof text === 'string' ? text : text.map(wordSpan));
  return (message) => wordTexts(message, wordText, wordSpan);
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

/** A message with each of its texts mapped. */
function wordTexts(message: Message, text: (text: Text) => Text, span: (span: Span) => Span): Message {
  const change = <K extends string>(name: K, value: Text | undefined): { [P in K]?: Text } =>
    (value === undefined ? {} : { [name]: text(value) }) as { [P in K]?: Text };
  switch (message.kind) {
    case 'notice': {
      const { example } = message;
      return {
        ...message,
        ...change('text', message.text),
        ...change('fix', message.fix),
        ...(example ? { example: span(example) } : {}),
      };
    }
    case 'fields': {
      const fields = message.fields.map((field) => ({ ...field, value: text(field.value) }));
      return { ...message, ...change('intro', message.intro), fields };
    }
    case 'list':
      return { ...message, ...change('note', message.note), ...change('empty', message.empty) };
    default:
      return message;
  }
}
