import { styleText } from 'node:util';
import type { Text } from './core/base/text.ts';
import { toPrintable } from './core/text/printable.ts';
import { createKnownRedact, createRedact } from './redact.ts';

export interface Output {
  /** A line of the answer; what is strong in it is bold where the output is a terminal that knows it. */
  print(text: Text): void;
  /** A line that is no part of the answer. */
  printError(text: string): void;
  /** From now on these are taken out of all that is printed. */
  hide(secrets: readonly string[]): void;
}

interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** What the command line prints: nothing in it can steer the terminal, whoever wrote it, and no secret of ours is in it. */
export function createOutput({ stdout, stderr }: Streams, hasColors = false): Output {
  // An answer may hold words that look like a token, such as the title of a paper; an error need not.
  let answer = createKnownRedact([]);
  let redactError = createRedact([]);
  const toShown = (text: string): string => toPrintable(answer(text));
  const bold = (text: string): string =>
    hasColors ? styleText('bold', text, { validateStream: false }) : text;
  const styleLine = (text: Exclude<Text, string>): string =>
    text.map(({ text: run, strong }) => (strong ? bold(toShown(run)) : toShown(run))).join('');
  return {
    print: (text) => void stdout.write(`${typeof text === 'string' ? toShown(text) : styleLine(text)}\n`),
    printError: (text) => void stderr.write(`${toPrintable(redactError(text))}\n`),
    hide(secrets) {
      answer = createKnownRedact(secrets);
      redactError = createRedact(secrets);
    },
  };
}
