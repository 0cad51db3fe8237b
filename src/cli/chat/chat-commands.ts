import type { Command, Option } from '../../core/command/command.ts';
import { help } from '../base/help-texts.ts';

/** A command of the chats that the command line has too: the same object, with options as a shell takes them. */
export interface ChatCommand {
  /** Its name in `commands/`. */
  readonly name: string;
  /** Its first argument is a channel. */
  readonly hasChannel?: true;
  /** It uses the search index, and waits until that is open. */
  readonly usesIndex?: true;
  /** It answers with a list that may be longer here than a message on a platform. */
  readonly hasLimit?: true;
  /** Options by their name in `commands/` that are called otherwise here. */
  readonly flags?: Readonly<Record<string, string>>;
}

export const CHAT_COMMANDS: readonly ChatCommand[] = [
  { name: 'subscribe', hasChannel: true, flags: { time: 'at' } },
  { name: 'pause', hasChannel: true },
  { name: 'resume', hasChannel: true },
  { name: 'unsubscribe', hasChannel: true },
  { name: 'preview', hasChannel: true },
  { name: 'status', hasChannel: true },
  { name: 'taste', hasChannel: true, usesIndex: true },
  { name: 'search', usesIndex: true, hasLimit: true },
  { name: 'similar', usesIndex: true, hasLimit: true },
  { name: 'summary' },
];

/** The positional options: the required ones, and the one that takes the rest of the line. */
export function listPositionalOptions(command: Command): readonly Option[] {
  return command.options.filter(({ required, trailing }) => required === true || trailing === true);
}

/** `--at`, `--min-votes` */
export function toFlag({ flags = {} }: ChatCommand, option: Option): string {
  return `--${flags[option.name] ?? option.name}`;
}

/** The options of a command here: those of the chats, and those that are only for the operator. */
export function listOptionsHere(command: Command): readonly Option[] {
  return [...command.options, ...(command.operatorOptions ?? [])];
}

/** The channel argument of a command that has one. */
export const CHANNEL_ARGUMENT = ['PLATFORM:CHANNEL', help.channel()] as const;
