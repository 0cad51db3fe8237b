import { readNumber } from '../../src/core/command/paper-numbers.ts';
import type { PaperId } from '../../src/core/paper/paper.ts';
import { parsePaperId } from '../../src/core/paper/paper-id.ts';

/** A range is cut here: no list has more. */
const MAX_NAMED = 200;

/** `1 3-5`, `#2, 2604.26752`: numbers of the last list and ids; `undefined` if there is anything else among them. */
export function readNamedPapers(text: string): Array<number | PaperId> | undefined {
  const named: Array<number | PaperId> = [];
  for (const word of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const read = readRange(word) ?? readOne(word);
    if (!read || named.length + read.length > MAX_NAMED) return undefined;
    named.push(...read);
  }
  return named.length > 0 ? [...new Set(named)] : undefined;
}

function readOne(word: string): Array<number | PaperId> | undefined {
  const one = readNumber(word) ?? parsePaperId(word);
  return one === undefined ? undefined : [one];
}

function readRange(word: string): number[] | undefined {
  const [, first, last] = /^(\d{1,3})[-–](\d{1,3})$/.exec(word) ?? [];
  const count = Number(last) - Number(first) + 1;
  if (!(count > 0)) return undefined;
  return Array.from({ length: Math.min(count, MAX_NAMED + 1) }, (_, i) => Number(first) + i);
}
