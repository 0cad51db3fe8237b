import type { Command } from '../../src/core/command.ts';
import type { Message } from '../../src/core/message.ts';
import { groupedCommands, OVERFLOW_GROUP } from './register.ts';

/**
 * Makes a message name commands as they are typed on Discord: those that stand in a group there are written with it, so
 * that nobody is told to type `/papers subscribe` where only `/papers channel subscribe` is known.
 */
export function createOwnNames(commands: readonly Command[]): (message: Message) => Message {
  const names = groupedCommands(commands).map(({ name }) => name);
  if (names.length === 0) return (message) => message;
  const typed = new RegExp(`/papers (?=(?:${names.join('|')})(?![\\w-]))`, 'g');
  const rename = <T>(value: T): T => {
    if (typeof value === 'string') return value.replace(typed, `/papers ${OVERFLOW_GROUP} `) as T;
    if (Array.isArray(value)) return value.map(rename) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rename(inner)])) as T;
  };
  return rename;
}
