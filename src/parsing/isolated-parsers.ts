import type { ResourceLimits } from 'node:worker_threads';
import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import type { Remote } from '../core/base/remote.ts';
import { linkWorker, type WorkerLink } from '../rpc/worker-link.ts';
import type { PARSE_TASKS } from './parse-tasks.ts';
import type { ParseWorker } from './parse-worker.ts';

type Parsers = Remote<typeof PARSE_TASKS>;

export interface IsolatedParsers {
  readonly call: Parsers;
  /** Ends the worker; who still waits hears that the process is stopping. */
  close(): Promise<void>;
}

export interface IsolationOptions {
  readonly log: Log;
  /** For one document, from when the worker begins with it. */
  readonly deadlineMs?: number;
  /** Documents that wait while another is read; one more is refused. */
  readonly mostWaiting?: number;
  /** A worker that had nothing to do for so long is ended: it takes 40 MB. */
  readonly idleMs?: number;
  readonly resourceLimits?: ResourceLimits;
  /** For tests. */
  readonly script?: URL;
}

/** The longest papers take 300 ms on one slow core. */
const DEADLINE_MS = 5_000;
/** A machine that is busy loads the parsers in seconds. */
const START_MS = 30_000;
const IDLE_MS = 60_000;
const MOST_WAITING = 100;
/** A page of 8 MB, the longest that is fetched, as a tree takes some 80 MB; with 256 the process came to 418 MB under attack. */
const RESOURCE_LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
const SCRIPT = new URL('./parse-worker.ts', import.meta.url);

/**
 * Runs the parsers of strangers' texts in one worker thread, one document after the other, so that none can hold the event
 * loop or take the process's memory. The worker is started by the first document, and anew after one that had to be given up.
 * Rejects with a `SourceError`: the parser's own, `parse-timeout`, `parse-memory`, `parse-busy` or `parse-failed`.
 */
export function createIsolatedParsers(options: IsolationOptions): IsolatedParsers {
  const { log, deadlineMs = DEADLINE_MS, mostWaiting = MOST_WAITING, idleMs = IDLE_MS } = options;
  let link: WorkerLink<ParseWorker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isClosed = false;
  let idle: NodeJS.Timeout | undefined;
  const ending = new Set<Promise<void>>();

  async function started(): Promise<WorkerLink<ParseWorker>> {
    if (link) return link;
    const { resourceLimits = RESOURCE_LIMITS, script = SCRIPT } = options;
    const opened = linkWorker<ParseWorker>(script, {
      resourceLimits,
      onDeath: () => {
        if (link === opened) link = undefined;
      },
    });
    link = opened;
    await within(opened.call.ready(), START_MS);
    return opened;
  }

  function end(): void {
    clearTimeout(idle);
    if (!link) return;
    const closing = link.close().finally(() => ending.delete(closing));
    ending.add(closing);
    link = undefined;
  }

  async function run(task: string, args: readonly unknown[]): Promise<unknown> {
    if (isClosed) throw stopped();
    clearTimeout(idle);
    try {
      const worker = await started();
      const outcome = await within(worker.call.run(task, args), deadlineMs);
      if ('value' in outcome) return outcome.value;
      const { code, message, fix } = outcome.failure;
      throw new SourceError(code, message, fix === undefined ? {} : { fix });
    } catch (error) {
      if (error instanceof SourceError && error.code !== 'parse-timeout') throw error;
      if (isClosed) throw stopped();
      const given = givenUp(error, deadlineMs);
      // What went on too long is still going on, and what broke may have left anything behind.
      end();
      const characters = args.reduce((sum: number, arg) => sum + lengthOf(arg), 0);
      log.warn({ err: given, task, characters }, 'A document is given up');
      throw given;
    } finally {
      if (waiting === 1 && !isClosed) idle = setTimeout(end, idleMs).unref();
    }
  }

  function ask(task: string, args: readonly unknown[]): Promise<unknown> {
    if (isClosed) return Promise.reject(stopped());
    if (waiting > mostWaiting)
      return Promise.reject(new SourceError('parse-busy', 'too many documents are waiting to be read'));
    waiting += 1;
    const answer = last
      .then(() => run(task, args))
      .finally(() => {
        waiting -= 1;
      });
    // The next document is read whatever became of this one; who asked for it hears.
    last = answer.catch(() => undefined);
    return answer;
  }

  return {
    call: new Proxy({} as Parsers, {
      get: (_target, task) =>
        typeof task === 'string' ? (...args: unknown[]) => ask(task, args) : undefined,
    }),
    async close() {
      isClosed = true;
      end();
      await Promise.all(ending);
    },
  };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new SourceError('parse-timeout', `it cannot be read within ${ms / 1000} s`)),
    ms,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

function givenUp(error: unknown, deadlineMs: number): SourceError {
  if (error instanceof SourceError)
    return new SourceError('parse-timeout', `a document could not be read within ${deadlineMs / 1000} s`);
  const isMemory = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory
    ? new SourceError('parse-memory', 'a document takes too much memory to be read', { cause: error })
    : new SourceError('parse-failed', 'a document could not be read', { cause: error });
}

function stopped(): SourceError {
  return new SourceError('source-stopped', 'The process is stopping.');
}

function lengthOf(arg: unknown): number {
  if (typeof arg === 'string') return arg.length;
  return Array.isArray(arg) ? arg.reduce((sum: number, one) => sum + lengthOf(one), 0) : 0;
}
