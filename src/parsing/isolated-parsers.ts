import type { ResourceLimits } from 'node:worker_threads';
import type { Log } from '../core/base/log.ts';
import { LazyWorker } from './lazy-worker.ts';
import { ParseQueue } from './parse-queue.ts';
import type { ParserCalls, Parsers } from './parsers.ts';

export interface IsolationOptions {
  readonly log: Log;
  /** For one document, from when the worker begins with it. */
  readonly deadlineMs?: number;
  /** Documents that wait while another is read; one more is refused. */
  readonly mostWaiting?: number;
  /** Of the documents that wait and the one that is read, together; one that would make it more is refused. */
  readonly mostCharacters?: number;
  /** A worker that had nothing to do for so long is ended: it takes 40 MB. */
  readonly idleMs?: number;
  readonly resourceLimits?: ResourceLimits;
  /** For tests. */
  readonly script?: URL;
}

/** The longest papers take 300 ms on one slow core. */
const DEADLINE_MS = 5_000;
const IDLE_MS = 60_000;
const MAX_WAITING = 100;
/** Three of the longest: what is waited for is fetched already, and stays in memory. */
const MAX_CHARACTERS = 24_000_000;
/** The longest lists, pages and full texts that are fetched, of 8 MB in any script, are read with 80; not all of them with 64. */
const RESOURCE_LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 16 };
const SCRIPT = new URL('./parse-worker.ts', import.meta.url);

/**
 * Runs the parsers of strangers' texts in one worker thread, one document after the other, so that none can hold the event
 * loop or take the process's memory. The worker is started by the first document, and again after one that had to be given up.
 * Rejects with a `SourceError`: the parser's own, `parse-timeout`, `parse-memory`, `parse-busy` or `parse-failed`.
 */
export function createIsolatedParsers(options: IsolationOptions): Parsers {
  const { log, deadlineMs = DEADLINE_MS, mostWaiting = MAX_WAITING, idleMs = IDLE_MS } = options;
  const { mostCharacters = MAX_CHARACTERS, resourceLimits = RESOURCE_LIMITS, script = SCRIPT } = options;
  const worker = new LazyWorker({ script, resourceLimits, idleMs });
  const queue = new ParseQueue({ worker, log, deadlineMs, mostWaiting, mostCharacters });
  return {
    call: new Proxy({} as ParserCalls, {
      get: (_target, task) =>
        typeof task === 'string' ? (...args: unknown[]) => queue.parse(task, args) : undefined,
    }),
    close: () => queue.close(),
  };
}
