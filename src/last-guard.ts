import type { Log } from './core/base/log.ts';
import { reasons } from './last-guard-texts.ts';

export interface LastGuard {
  /** From now on what nobody has handled is logged, and the process runs on. Before, it is explained and ends the process. */
  arm(log: Log): void;
  /** Whether it asked for the stop: the process then ends as one that failed, so that whoever supervises it starts it again. */
  hasStopped(): boolean;
}

export interface LastGuardOptions {
  readonly process: Pick<NodeJS.Process, 'on' | 'off'>;
  /** Asks for an orderly stop. */
  readonly stop: () => void;
  /** Says what went wrong where there is no log yet; returns the exit code. Node by itself would print the error as it is. */
  readonly explain: (err: unknown) => number;
  /** Ends the process now. */
  readonly exit: (code: number) => void;
  readonly now?: () => number;
}

/** More than this in a minute is no odd packet: something is broken, and a new process is better than a loop of failures. */
export const MAX_PER_MINUTE = 20;
const MINUTE = 60_000;

/** How long an orderly stop may take after which it is not waited for. */
const STOP_MS = 15_000;

const UNHANDLED = ['uncaughtException', 'unhandledRejection'] as const;

/** Node's own word that its state holds no more, or that there is no memory. */
const FATAL_CODES: ReadonlySet<unknown> = new Set([
  'ERR_INTERNAL_ASSERTION',
  'ERR_MEMORY_ALLOCATION_FAILED',
  'ERR_WORKER_OUT_OF_MEMORY',
]);

/** SQLite: the file is damaged, or no database. Whatever is written after that makes it worse. */
const DAMAGED: ReadonlySet<unknown> = new Set([11, 26]);

/**
 * What is left when everything else has failed to handle an error: a library's promise that nobody waits for, an emitter's
 * listener. Running on is safe here because nothing that counts is in memory alone: posts, votes and leases are rows that
 * are written in transactions, and what a broken-off task held is taken up when its lease ends. It is not safe where
 * that ground is gone, and not before the bot runs: half of it would serve.
 */
export function createLastGuard(options: LastGuardOptions): LastGuard {
  const { now = Date.now } = options;
  let times: number[] = [];
  let armed = false;
  let stopped = false;

  function logCaught(log: Log, err: unknown, from: string): void {
    const fatal = findReasonToEnd(err);
    if (fatal !== undefined) {
      log.error({ err, from, why: fatal }, 'an error that cannot be survived; ending');
      options.exit(1);
      return;
    }
    times = [...times.filter((at) => now() - at < MINUTE), now()];
    log.error({ err, from }, 'an error that nobody handled; running on');
    if (times.length > MAX_PER_MINUTE && !stopped) end(log);
  }

  function end(log: Log): void {
    log.error({ count: times.length }, 'too many errors in a minute; stopping');
    stopped = true;
    options.stop();
    setTimeout(() => options.exit(1), STOP_MS).unref();
  }

  const endAtOnce = (err: unknown): void => options.exit(options.explain(err));
  for (const event of UNHANDLED) options.process.on(event, endAtOnce);

  return {
    arm(log) {
      if (armed) return;
      armed = true;
      for (const event of UNHANDLED) options.process.off(event, endAtOnce);
      for (const event of UNHANDLED) options.process.on(event, (err: unknown) => logCaught(log, err, event));
    },
    hasStopped: () => stopped,
  };
}

/** Why the process must not run on after this error; `undefined` where it may. */
export function findReasonToEnd(err: unknown): string | undefined {
  if (typeof err !== 'object' || err === null) return undefined;
  const { code, errcode, message } = err as { code?: unknown; errcode?: unknown; message?: unknown };
  if (FATAL_CODES.has(code)) return reasons.runtimeBroken();
  if (err instanceof RangeError && /allocation failed/.test(String(message))) return reasons.noMemory();
  // An extended code has its kind in the lowest byte.
  if (typeof errcode === 'number' && DAMAGED.has(errcode & 0xff)) return reasons.databaseDamaged();
  return undefined;
}
