import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const LOOP_DELAY = resolve(import.meta.dirname, 'loop-delay.ts');

/** What `loop-delay.ts` wrote of the bot's event loop, in milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface BotProcess {
  /** Resolves when the bot says that it runs. */
  readonly running: Promise<void>;
  /** Resident memory in MB: now, and the most there ever was. On Linux alone. */
  memory(): { readonly now: number; readonly peak: number };
  /** Stops the bot in order and returns the delays of its event loop. */
  stop(): Promise<LoopDelay>;
}

/** What `npm start` hands to Node, paths made whole. */
export function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, ...words] = scripts.start.split(' ');
  return words.map((word) => (word.endsWith('.ts') ? join(ROOT, word) : word));
}

/** The real process, as `npm start` runs it, with a watch on its event loop. */
export function startBot(folder: string, env: Readonly<Record<string, string>>): BotProcess {
  const delayFile = join(folder, 'loop-delay.json');
  const child = spawn(process.execPath, ['--import', LOOP_DELAY, ...startArguments()], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, LOOP_DELAY_FILE: delayFile, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { promise: running, resolve: isRunning, reject } = Promise.withResolvers<void>();
  let tail = '';
  child.stderr.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString('utf8')).slice(-4000);
    if (tail.includes('Paperboy is running')) isRunning();
  });
  const closed = new Promise<void>((done) => {
    child.on('close', (code) => {
      reject(new Error(`the bot ended with ${code}:\n${tail}`));
      done();
    });
  });
  return {
    running,
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
      return JSON.parse(readFileSync(delayFile, 'utf8')) as LoopDelay;
    },
  };
}
