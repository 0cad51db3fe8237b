import type { Command } from '../../../src/core/command/command.ts';
import { LIMITS } from './limits.ts';

/** `/papers`: all commands of the bot are its subcommands. */
export const COMMAND_NAME = 'papers';

/** The commands in the group: where there are too many, those that manage the channel or can. */
export function groupCommands(commands: readonly Command[]): Command[] {
  const shown = commands.filter(isShown);
  return shown.length > LIMITS.commandOptions
    ? shown.filter(({ manage, managesWith }) => manage || managesWith)
    : [];
}

/** The group for commands that manage a channel when there are more subcommands than Discord accepts in one level. */
export const OVERFLOW_GROUP = 'channel';

/** Whether a command is in the menu; the others are reached only by buttons. */
export function isShown({ hidden }: Command): boolean {
  return !hidden;
}
