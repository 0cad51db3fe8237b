import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Instant } from '../../src/core/base/time.ts';
import { startArguments } from '../load/bot-process.ts';

/** A line of the bot's log that reports trouble. */
export interface LoggedError {
  /** On the rehearsed clock. */
  readonly at: Instant;
  readonly msg: string;
  readonly detail: string;
}

export interface BotOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly speed: number;
  readonly now: () => Instant;
  /** Where every line of the bot's log is written, with the rehearsed time before it. */
  readonly logFile?: string;
}

/** The real bot in a process of its own, started and ended again and again; its log is read as it comes. */
export function createBot({ cwd, env, speed, now, logFile }: BotOptions) {
  const errors: LoggedError[] = [];
  const warnings = new Map<string, number>();
  const said = new Map<string, number>();
  /** What is no line of the log: a stack of Node's own, a promise that nobody took care of. */
  const stray: string[] = [];
  let child: ChildProcess | undefined;
  let ended: Promise<number | null> = Promise.resolve(0);
  let isWanted = false;
  let isUp = false;
  let starts = 0;

  // However the rehearsal ends, no bot goes on without it.
  process.once('exit', () => child?.kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

  function read(line: string): void {
    if (logFile !== undefined) appendFileSync(logFile, `${new Date(now()).toISOString()} ${line}\n`);
    let entry: {
      level?: number;
      msg?: string;
      platform?: string;
      err?: { message?: string };
      failures?: unknown;
    };
    try {
      entry = JSON.parse(line);
    } catch {
      stray.push(line);
      return;
    }
    const { level = 0, msg = '', platform } = entry;
    const key = platform === undefined ? msg : `${msg} (${platform})`;
    said.set(key, (said.get(key) ?? 0) + 1);
    if (msg === 'Paperboy is running') isUp = true;
    if (level === 40) warnings.set(msg, (warnings.get(msg) ?? 0) + 1);
    if (level >= 50)
      errors.push({ at: now(), msg, detail: entry.err?.message ?? JSON.stringify(entry.failures ?? '') });
  }

  return {
    errors,
    warnings,
    stray,
    starts: () => starts,
    /** Whether the process has come so far that it delivers, and that it reacts to a stop. */
    isUp: () => isUp,
    /** How often the bot has logged this message, `MESSAGE (PLATFORM)` where it names one. */
    said: (message: string) => said.get(message) ?? 0,
    start(): void {
      starts += 1;
      isWanted = true;
      isUp = false;
      const clock = { PAPERBOY_CLOCK: new Date(now()).toISOString(), PAPERBOY_CLOCK_SPEED: String(speed) };
      const process_ = spawn(process.execPath, startArguments(), {
        cwd,
        env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env, ...clock },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = process_;
      createInterface({ input: process_.stderr }).on('line', read);
      ended = new Promise((settle) => {
        process_.on('close', (code, signal) => {
          if (isWanted) stray.push(`the process ended by itself with ${code ?? signal}`);
          settle(code);
        });
      });
    },
    /** Resolves with the exit code; `null` after `SIGKILL`. */
    async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
      isWanted = false;
      child?.kill(signal);
      return ended;
    },
    /** Resident memory in MB; `undefined` while there is no process. */
    memory(): number | undefined {
      try {
        const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8');
        const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
        return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

export type Bot = ReturnType<typeof createBot>;
