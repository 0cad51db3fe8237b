import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Instant } from '../../src/core/base/time.ts';
import { startArguments } from '../load/bot-process.ts';
import { CLOCK_ORIGIN, type ClockOrigin } from './clock-origin.ts';
import type { Sample } from './memory.ts';

const CLOCK_HOOK = resolve(import.meta.dirname, 'clock-hook.ts');

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

/** What is read of a line of the log. */
interface Entry {
  readonly level?: number;
  readonly msg?: string;
  readonly platform?: string;
  readonly err?: { readonly message?: string };
  readonly failures?: unknown;
  /** What its roles name it by. */
  readonly holder?: string;
}

/** The real bot in a process of its own, started and ended again and again; its log is read as it comes. */
export class Bot {
  readonly errors: LoggedError[] = [];
  readonly warnings = new Map<string, number>();
  /** What is no line of the log: a stack of Node's own, a promise that nobody took care of. */
  readonly stray: string[] = [];
  readonly #options: BotOptions;
  readonly #said = new Map<string, number>();
  #child: ChildProcess | undefined;
  #ended: Promise<number | null> = Promise.resolve(0);
  #isWanted = false;
  #isUp = false;
  #holder: string | undefined;

  constructor(options: BotOptions) {
    this.#options = options;
    // However the rehearsal ends, no bot goes on without it.
    process.once('exit', () => this.#child?.kill('SIGKILL'));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  }

  /** Whether the process has come so far that it delivers, and that it reacts to a stop. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** What its roles name it by, where several share a database. */
  get holder(): string | undefined {
    return this.#holder;
  }

  /** How often the bot has logged this message, `MESSAGE (PLATFORM)` where it names one. */
  countSaid(message: string): number {
    return this.#said.get(message) ?? 0;
  }

  start(): void {
    const { cwd, env, speed, now } = this.#options;
    this.#isWanted = true;
    this.#isUp = false;
    this.#holder = undefined;
    const origin: ClockOrigin = { from: now(), real: Date.now(), speed };
    const clock = {
      [CLOCK_ORIGIN]: JSON.stringify(origin),
      // In place of which the hook gives that of the moment.
      PAPERBOY_CLOCK: new Date(origin.from).toISOString(),
      PAPERBOY_CLOCK_SPEED: String(speed),
    };
    const child = spawn(process.execPath, ['--import', CLOCK_HOOK, ...startArguments()], {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env, ...clock },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', (line) => this.#read(line));
    this.#ended = new Promise((settle) => {
      child.on('close', (code, signal) => {
        if (this.#isWanted) this.stray.push(`the process ended by itself with ${code ?? signal}`);
        settle(code);
      });
    });
  }

  /** Resolves with the exit code; `null` after `SIGKILL`. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#isWanted = false;
    this.#isUp = false;
    this.#child?.kill(signal);
    return this.#ended;
  }

  /** `undefined` while there is no process. */
  readMemory(): Omit<Sample, 'at'> | undefined {
    const { pid } = this.#child ?? {};
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return pid === undefined || kilobytes === undefined
        ? undefined
        : { process: pid, mb: Number(kilobytes) / 1024 };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #read(line: string): void {
    const { logFile, now } = this.#options;
    if (logFile !== undefined) appendFileSync(logFile, `${new Date(now()).toISOString()} ${line}\n`);
    try {
      this.#count(JSON.parse(line) as Entry);
    } catch {
      this.stray.push(line);
    }
  }

  #count({ level = 0, msg = '', platform, err, failures, holder }: Entry): void {
    this.#holder ??= holder;
    const key = platform === undefined ? msg : `${msg} (${platform})`;
    this.#said.set(key, (this.#said.get(key) ?? 0) + 1);
    if (msg === 'Paperboy is running') this.#isUp = true;
    if (level === 40) this.warnings.set(msg, (this.warnings.get(msg) ?? 0) + 1);
    if (level >= 50)
      this.errors.push({
        at: this.#options.now(),
        msg,
        detail: err?.message ?? JSON.stringify(failures ?? ''),
      });
  }
}
