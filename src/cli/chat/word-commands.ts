import type { ChannelId } from '../../core/base/ids.ts';
import type { CommandRef, Text } from '../../core/base/text.ts';
import { splitLine } from '../../core/command/arguments.ts';
import type { Command } from '../../core/command/command.ts';
import { texts } from '../base/texts.ts';
import { CHAT_COMMANDS, type ChatCommand, listPositionalOptions, toFlag } from './chat-commands.ts';

/** Letters that mean nothing to a shell, besides the alphabet and digits. */
const PLAIN = new Set('_-.,:/@%+=');

/**
 * A text for the command line: a command in it is the command line's own where it has one, else it says where to type it. A
 * fix is useless where it cannot be typed.
 */
export function wordForCommandLine(
  text: Text,
  channel: ChannelId | 'CHANNEL' = 'CHANNEL',
  answering: Answering = {},
): string {
  if (typeof text === 'string') return text;
  return text
    .map(({ command, text: typed, link, code }) => {
      if (command) return word(command, typed, channel, answering);
      if (link !== undefined) return `${typed}: ${link}`;
      return code ? `\`${typed}\`` : typed;
    })
    .join('');
}

/** The command that answers, where it is known: of its own lines all is worded, of others their name. */
export interface Answering {
  readonly entry?: ChatCommand;
  readonly command?: Command;
}

function word(ref: CommandRef, typed: string, channel: ChannelId | 'CHANNEL', answering: Answering): string {
  const [name = '', about = ''] = 'line' in ref ? ref.line.split(' ') : [ref.usageOf];
  const rest = 'line' in ref ? ref.line.slice(name.length).trim() : '';
  if (answering.entry && answering.command?.name === name && rest !== '')
    return `\`${toShellLine(answering.entry, answering.command, rest, channel)}\``;
  const entry = CHAT_COMMANDS.find((one) => one.name === name);
  if (entry) return `\`${[texts.startCommand(), entry.name, ...listWords(entry, rest, channel)].join(' ')}\``;
  const explained = name === 'help' && CHAT_COMMANDS.find((one) => one.name === about);
  if (explained) return `\`${texts.startCommand()} ${explained.name} --help\``;
  return texts.inTheChannel({ command: `\`${typed}\`` });
}

/** Behind the name of another command: its channel, or what it is asked where that is one word or a search. */
function listWords({ name, hasChannel }: ChatCommand, rest: string, channel: string): string[] {
  if (hasChannel) return [channel];
  return rest !== '' && (name === 'search' || !rest.includes(' ')) ? [quoteText(rest)] : [];
}

/** A typed line of a chat command, `rest` without its name, as one for the shell. */
export function toShellLine(
  entry: ChatCommand,
  command: Command,
  rest: string,
  channel: ChannelId | 'CHANNEL' | undefined,
): string {
  const given = splitLine(command, rest);
  const positional = listPositionalOptions(command);
  const isNamed = (name: string) => !positional.some((option) => option.name === name);
  const flags = command.options.flatMap((option) => {
    const value = given[option.name];
    return value !== undefined && isNamed(option.name) ? [toFlag(entry, option), quoteText(value)] : [];
  });
  return [
    `${texts.startCommand()} ${entry.name}`,
    ...(channel === undefined ? [] : [channel]),
    ...positional.flatMap(({ name }) => (given[name] === undefined ? [] : [quoteText(given[name])])),
    ...flags,
  ].join(' ');
}

function quoteText(text: string): string {
  const isPlain = [...text].every(
    (letter) =>
      PLAIN.has(letter) || letter.toLowerCase() !== letter.toUpperCase() || (letter >= '0' && letter <= '9'),
  );
  return isPlain && text !== '' ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
