import { styleText } from 'node:util';
import { printable } from './core/base/printable.ts';
import type { Text } from './core/base/text.ts';

export interface Output {
  /** A line of the answer; what is strong in it is bold where the output is a terminal that knows it. */
  print(text: Text): void;
  /** A line that is no part of the answer. */
  printError(text: string): void;
}

interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** What the command line prints: nothing in it can steer the terminal, whoever wrote it. */
export function createOutput({ stdout, stderr }: Streams): Output {
  return {
    print: (text) => void stdout.write(`${typeof text === 'string' ? printable(text) : styled(text)}\n`),
    printError: (text) => void stderr.write(`${printable(text)}\n`),
  };
}

function styled(text: Exclude<Text, string>): string {
  return text
    .map(({ text: run, strong }) => (strong ? styleText('bold', printable(run)) : printable(run)))
    .join('');
}
