import { PassThrough } from 'node:stream';
import { createTerminal, type Terminal } from '../../../adapters/terminal/index.ts';
import { aLog, until } from '../../support/builders.ts';

export interface TerminalHarness {
  readonly terminal: Terminal;
  readonly input: PassThrough;
  /** All that has been written so far. */
  text(): string;
  /** Types a line and resolves with what is written from then until `pattern` shows up. */
  type(line: string, pattern: RegExp): Promise<string>;
}

/** A terminal on streams in memory. */
export function aTerminal(
  options: { color?: boolean; interactive?: boolean; dumb?: boolean; readColumns?: () => number } = {},
): TerminalHarness {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const terminal = createTerminal({
    input,
    output,
    color: false,
    interactive: false,
    zone: 'UTC',
    log: aLog(),
    ...options,
  });
  return {
    terminal,
    input,
    text: () => text,
    async type(line, pattern) {
      const from = text.length;
      input.write(`${line}\n`);
      await until(
        () => pattern.test(text.slice(from)),
        `the terminal says ${pattern} after "${line}": ${text.slice(from)}`,
      );
      return text.slice(from);
    },
  };
}
