import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal, beside the answer that goes to standard output. Only `y` and `yes` are a yes. */
export async function askYesNo(question: string, signal: AbortSignal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
    const typed = await Promise.race([reader.question(question, { signal }), ended]);
    return ['y', 'yes'].includes(typed.trim().toLowerCase());
  } finally {
    reader.close();
  }
}
