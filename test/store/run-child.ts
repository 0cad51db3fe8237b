import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A process that works on a store (see child.ts); opened, and waiting for `begin`. */
export interface Child {
  begin(): void;
  /** Resolves when it has acknowledged so many things. */
  acknowledged(count: number): Promise<void>;
  /** Kills it without a warning. */
  kill(): void;
  /** Everything it acknowledged, once it has ended. */
  end(): Promise<{ lines: string[]; code: number | null; errors: string }>;
}

export async function startChild(url: string, work: string, from = 0): Promise<Child> {
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, url, work, String(from)]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const closed = once(child, 'close');
  const lines: string[] = [];
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += text;
  });
  let arrived = () => {};
  const output = child.stdout;
  if (!output) throw new Error('the child has no output');
  createInterface(output).on('line', (line) => {
    lines.push(line);
    arrived();
  });

  const acknowledged = async (count: number): Promise<void> => {
    while (lines.length < count && child.exitCode === null) {
      await Promise.race([new Promise<void>((resolve) => (arrived = resolve)), closed]);
    }
  };
  await acknowledged(1);
  if (lines.shift() !== 'ready') throw new Error(`the child could not open the store: ${errors}`);
  return {
    begin: () => void child.stdin?.write('begin\n'),
    acknowledged,
    kill: () => void child.kill('SIGKILL'),
    end: async () => {
      await closed;
      return { lines, code: child.exitCode, errors };
    },
  };
}
