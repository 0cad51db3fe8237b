import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { toPrintable } from '../core/text/printable.ts';

interface Streams {
  readonly stdin: Readable;
  readonly stderr: Writable;
}

/**
 * Asks the person at the terminal, beside the answer that goes to standard output. Only `y` and `yes` are a yes. What the question
 * quotes may control the terminal no more than any other line.
 */
export async function askYesNo(
  question: string,
  signal: AbortSignal,
  { stdin, stderr }: Streams = process,
): Promise<boolean> {
  const reader = createInterface({ input: stdin, output: stderr });
  try {
    const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    const typed = await Promise.race([reader.question(toPrintable(question), { signal }), ended]);
    return ['y', 'yes'].includes(typed.trim().toLowerCase());
  } finally {
    reader.close();
  }
}
