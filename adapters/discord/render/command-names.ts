import type { Command } from '../../../src/core/command/command.ts';
import { LIMITS } from './limits.ts';

/** `/papers`: all commands of the bot are its subcommands. */
export const COMMAND_NAME = 'papers';

export interface CommandGroup {
  readonly name: 'channel' | 'mine';
  readonly commands: readonly Command[];
}

/** Groups of subcommands: those that manage the channel or can, and those about who asks. */
const GROUPS: ReadonlyArray<readonly [name: CommandGroup['name'], has: (command: Command) => boolean]> = [
  ['channel', ({ manage, managesWith }) => manage === true || managesWith !== undefined],
  ['mine', ({ personal }) => personal === true],
];

/** The groups that are needed: as few as let Discord accept what is left in one level. */
export function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const groups: CommandGroup[] = [];
  let left = commands.filter(isShown);
  for (const [name, has] of GROUPS) {
    if (left.length + groups.length <= LIMITS.commandOptions) break;
    groups.push({ name, commands: left.filter(has) });
    left = left.filter((command) => !has(command));
  }
  return groups;
}

/** Whether a command is in the menu; the others are reached only by buttons. */
export function isShown({ hidden }: Command): boolean {
  return !hidden;
}
