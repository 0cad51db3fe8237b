import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { CODE_CACHE } from '../support/code-cache.ts';
import { produces } from '../support/produced.ts';

const CHILD = resolve(import.meta.dirname, 'shell-child.ts');

/** A command line, where it is typed, and with which settings. */
export interface Line {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a command line printed, and what its process would have ended with. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Shell {
  run(args: readonly string[], where: Partial<Line> & Pick<Line, 'cwd'>): Promise<Ran>;
}

/**
 * Runs the command lines of a file one after the other, as `main.ts` runs one, in one process: most of what a short one costs is to
 * load the code. How processes start and end, what they read and what signals do to them is seen with `startMain` alone.
 */
export function openShell(): Shell {
  let shell: ReturnType<typeof startShell> | undefined;
  beforeAll(() => {
    shell = startShell();
  });
  afterAll(() => shell?.close());
  return {
    async run(args, { cwd, env = {} }) {
      if (!shell) throw new Error('the shell runs while tests do');
      const { stdout, stderr, code } = await shell.run({ args, cwd, env: { HOME: cwd, ...env } });
      produces(`the output of ${args.join(' ')}`, () => stdout + stderr);
      return { stdout, stderr, code };
    },
  };
}

function startShell() {
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: CODE_CACHE };
  const child = spawn(process.execPath, [CHILD], { env, stdio: 'pipe' });
  const [stdout, stderr] = [readParts(child.stdout), readParts(child.stderr)];
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const died = ended.then(() => {
    throw new Error(`the shell has ended:\n${stdout.read()}\n${stderr.read()}`);
  });
  died.catch(() => undefined);
  let last: Promise<unknown> = Promise.resolve();

  async function runNow(line: Line): Promise<Ran> {
    child.stdin.write(`${JSON.stringify(line)}\n`);
    const said = { stdout: await stdout.next(), stderr: await stderr.next() };
    return { ...said, code: Number(await stdout.next()) };
  }

  return {
    run(line: Line): Promise<Ran> {
      const ran = last.then(() => Promise.race([runNow(line), died]));
      last = ran.catch(() => undefined);
      return ran;
    },
    async close(): Promise<void> {
      child.stdin.end();
      await ended;
    },
  };
}

/** A stream by its parts, each of which ends with a zero. */
function readParts(stream: NodeJS.ReadableStream) {
  let text = '';
  let heard = Promise.withResolvers<void>();
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    heard.resolve();
    heard = Promise.withResolvers();
  });
  return {
    /** All that is in no part yet. */
    read: () => text,
    async next(): Promise<string> {
      while (!text.includes('\0')) await heard.promise;
      const at = text.indexOf('\0');
      const part = text.slice(0, at);
      text = text.slice(at + 1);
      return part;
    },
  };
}
