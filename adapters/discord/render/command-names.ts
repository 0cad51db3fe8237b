import type { Command } from '../../../src/core/command/command.ts';
import { LIMITS } from './limits.ts';

/** `/papers`: everything that the bot can do is a subcommand of it. */
export const COMMAND_NAME = 'papers';

/** The commands that stand in the group: where there are too many, those that manage the channel. */
export function groupedCommands(commands: readonly Command[]): Command[] {
  const shown = commands.filter(isShown);
  return shown.length > LIMITS.commandOptions ? shown.filter(({ manage }) => manage) : [];
}

/** Where commands that manage a channel go when there are more subcommands than Discord takes in a row. */
export const OVERFLOW_GROUP = 'channel';

/** Whether a command stands in the menu; the others are reached by buttons alone. */
export function isShown({ hidden }: Command): boolean {
  return !hidden;
}
