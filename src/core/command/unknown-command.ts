import type { Span } from '../base/text.ts';
import { commandSpan } from '../base/text.ts';
import type { Notice } from '../message/message.ts';
import { findNearest } from '../text/nearest.ts';
import { buildUsageSpan } from './arguments.ts';
import type { Command } from './command.ts';
import { readNumber } from './paper-numbers.ts';
import { texts } from './texts.ts';

/** `summarize` and `summary` have six letters in common; two words that share fewer than five are no relatives. */
const COMMON_START = 5;
const MAX_SHOWN_LENGTH = 80;

/** Says that there is no such command, and which one was probably meant; `rest` is what was typed behind the name. */
export function explainUnknownCommand(name: string, rest: string, commands: readonly Command[]): Notice {
  const visible = commands.filter(({ hidden }) => !hidden);
  const meant = findLineMeant(name, rest, visible) ?? findCommandMeant(name, visible);
  return {
    kind: 'notice',
    tone: 'warning',
    title: texts.unknownCommand({ name: name.slice(0, 40) }),
    fix: meant ? texts.meantCommand({ command: meant.span }) : texts.allCommands(),
    example: commandSpan(meant?.example ?? 'help all'),
  };
}

interface Meant {
  readonly span: Span;
  readonly example: string;
}

function findCommandMeant(name: string, commands: readonly Command[]): Meant | undefined {
  const names = commands.map((command) => command.name);
  const near = findNearest(name, names) ?? names.find((one) => countCommonStart(one, name) >= COMMON_START);
  const command = commands.find((one) => one.name === near);
  return command && { span: buildUsageSpan(command), example: command.example };
}

/** The number of a paper by itself (`1`), or an option that one command alone has (`topics agents`). */
function findLineMeant(name: string, rest: string, commands: readonly Command[]): Meant | undefined {
  const n = readNumber(name);
  const show = commands.find((one) => one.name === 'show');
  if (n !== undefined && show) return { span: commandSpan(`show ${n}`), example: `show ${n}` };
  const [option = ''] = name.replaceAll('=', ':').split(':');
  const [owner, ...others] = commands.filter(({ options }) => options.some((one) => one.name === option));
  if (!owner || others.length > 0) return undefined;
  const value = `${name.slice(option.length + 1)} ${rest}`.trim();
  if (value === '' || value.length > MAX_SHOWN_LENGTH)
    return { span: commandSpan(`help ${owner.name}`), example: owner.example };
  return { span: commandSpan(`${owner.name} ${option}:${value}`), example: owner.example };
}

function countCommonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
