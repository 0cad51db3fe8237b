import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type LoopDelay, startArguments } from '../load/bot-process.ts';
import { type MemoryParts, readMemoryParts } from './memory-parts.ts';
import { watchOwnWork } from './own-work.ts';

const LOOP_DELAY = resolve(import.meta.dirname, '../load/loop-delay.ts');
const THREAD_MEMORY = resolve(import.meta.dirname, 'thread-memory.ts');
/** A peak that is higher by this is looked into. */
const NEW_PEAK_MB = 5;

export interface BotOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile?: string;
  /** Hears of an end that was not asked for. */
  readonly onEnd: (how: string) => void;
  /** What was tried in the last moments. */
  readonly recent: () => readonly string[];
}

/** What the memory consisted of when it was at its highest, and what was tried just before. */
export interface Peak {
  readonly parts: MemoryParts;
  readonly meanwhile: readonly string[];
}

/** The real process, as `npm start` runs it, with its log read as it comes. */
export function startBot({ cwd, env, logFile, onEnd, recent }: BotOptions) {
  const delayFile = join(cwd, 'loop-delay.json');
  const errors = new Map<string, number>();
  /** What is no line of the log: a stack of Node's own, a promise that nobody took care of. */
  const stray: string[] = [];
  const running = Promise.withResolvers<void>();
  const hasPapers = Promise.withResolvers<void>();
  let isEnding = false;
  let peakMb = 0;
  let peak: Peak | undefined;
  const ownWorkMs = watchOwnWork();
  const watches = ['--import', LOOP_DELAY, '--import', THREAD_MEMORY];
  const child = spawn(process.execPath, [...watches, ...startArguments()], {
    cwd,
    env: {
      ...{ PATH: process.env.PATH ?? '', HOME: cwd, LOOP_DELAY_FILE: delayFile, THREAD_MEMORY_FOLDER: cwd },
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const forget = () => child.kill('SIGKILL');
  process.once('exit', forget);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (logFile !== undefined) appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
    const entry = parseLine(line);
    if (!entry) stray.push(line.slice(0, 400));
    else if (entry.msg === 'Paperboy is running') running.resolve();
    else if (entry.msg === 'edition refreshed') hasPapers.resolve();
    else if ((entry.level ?? 0) >= 50) {
      const key = `${entry.msg}: ${entry.err?.message ?? ''}`.slice(0, 200);
      errors.set(key, (errors.get(key) ?? 0) + 1);
    }
  });
  const closed = new Promise<void>((done) => {
    child.on('close', (code, signal) => {
      clearInterval(watch);
      process.off('exit', forget);
      const how = `the process ended with ${code ?? signal}: ${stray.slice(-3).join(' | ')}`;
      running.reject(new Error(how));
      if (!isEnding) onEnd(how);
      done();
    });
  });
  running.promise.catch(() => undefined);
  // What the process holds for a moment counts, too: the system's own high-water mark is read, as long as there is one.
  const watch = setInterval(() => {
    const highest = residentMb(child.pid, 'VmHWM');
    if (highest > peakMb + NEW_PEAK_MB && residentMb(child.pid, 'VmRSS') > peakMb)
      peak = { parts: readMemoryParts(child.pid, cwd), meanwhile: recent().slice(-30) };
    peakMb = Math.max(peakMb, highest);
  }, 200);

  return {
    errors,
    stray,
    running: running.promise,
    /** Resolves once a list was fetched and saved. */
    hasPapers: hasPapers.promise,
    isUp: () => child.exitCode === null && child.signalCode === null,
    /**
     * Milliseconds for which it, or we who measure, were ready to run and other processes were on the processors, and for which
     * we ourselves were at work elsewhere.
     */
    heldMs: () => heldMs(child.pid) + heldMs(process.pid) + ownWorkMs(),
    memory: () => ({ now: residentMb(child.pid, 'VmRSS'), peak: peakMb, ...(peak && { at: peak }) }),
    /** Stops in order; the event loop's delays, where the process could still write them down. */
    async stop(): Promise<{ readonly code: number | null; readonly loop: LoopDelay | undefined }> {
      isEnding = true;
      child.kill('SIGTERM');
      const last = setTimeout(forget, 30_000);
      await closed;
      clearTimeout(last);
      const loop = existsSync(delayFile) ? JSON.parse(readFileSync(delayFile, 'utf8')) : undefined;
      return { code: child.exitCode, loop };
    },
  };
}

export type Bot = ReturnType<typeof startBot>;

interface Line {
  readonly level?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

function parseLine(line: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function heldMs(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1] ?? 0) / 1e6;
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

/** In MB, with that of the processes it started; 0 when there is no such process. On Linux alone. */
export function residentMb(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const own = Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return own + children.reduce((sum, child) => sum + residentMb(Number(child), field), 0);
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

/** It ended between two looks, or this is no Linux. */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code));
}
