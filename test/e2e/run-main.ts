import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { CODE_CACHE } from '../support/code-cache.ts';
import { produces } from '../support/produced.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly done: Promise<Finished>;
  /** All that was written so far, both streams. */
  text(): string;
}

/** Starts the real command line in a process of its own; nothing of this process's settings reaches it. */
export function startMain(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; input?: string; main?: string },
): Running {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: options.cwd,
    NODE_COMPILE_CACHE: CODE_CACHE,
    ...options.env,
  };
  const child = spawn(process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  produces(`the output of ${args.join(' ')}`, () => stdout + stderr);
  if (options.input !== undefined) child.stdin.end(options.input);
  const done = new Promise<Finished>((resolveDone, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolveDone({ code, signal, stdout, stderr }));
  });
  return { process: child, done, text: () => stdout + stderr };
}
