import { setTimeout as sleep } from 'node:timers/promises';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Remote } from '../core/async/remote.ts';
import type { StartedWorker } from './started-worker.ts';
import { CLOSE, type WorkerRequest, type WorkerResponse } from './worker-messages.ts';

/** An idle worker that has not ended by itself after so long is torn down. */
const GRACE_MS = 500;

/** What a worker's method threw; the worker itself goes on. */
export class WorkerFailure extends Error {
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

export interface WorkerLink<Methods> {
  readonly call: Remote<Methods>;
  /** Ends the worker; calls without an answer are rejected. */
  close(): Promise<void>;
}

/**
 * Starts a worker and turns its messages into calls. `onDeath` is called when the worker ends by itself; every call still
 * open is rejected then, and so is every later one.
 */
export function linkWorker<Methods>(
  script: URL,
  options: {
    readonly onDeath: (reason: Error) => void;
    readonly resourceLimits?: ResourceLimits;
    /** Taken where there is one. */
    readonly started?: StartedWorker | undefined;
  },
): WorkerLink<Methods> {
  const { resourceLimits, started } = options;
  const worker = started?.take() ?? new Worker(script, resourceLimits ? { resourceLimits } : {});
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let nextId = 1;
  let ended: Error | undefined;
  let closing = false;

  const end = (reason: Error): void => {
    if (ended) return;
    ended = reason;
    for (const { reject } of open.values()) reject(reason);
    open.clear();
    if (!closing) options.onDeath(reason);
  };
  worker.on('message', (response: WorkerResponse) => {
    const waiting = open.get(response.id);
    open.delete(response.id);
    if (open.size === 0 && !closing) worker.unref();
    if (response.error === undefined) waiting?.resolve(response.value);
    else waiting?.reject(new WorkerFailure(response.error, response.code));
  });
  worker.on('error', end);
  const gone = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(new Error(closing ? 'The worker is closed' : 'The worker ended'));
      resolve();
    });
  });
  // An idle worker must not keep the process alive; one that works must.
  worker.unref();

  const ask = (method: string, args: readonly unknown[]): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      const id = nextId++;
      open.set(id, { resolve, reject });
      worker.ref();
      const request: WorkerRequest = { id, method, args };
      worker.postMessage(request);
    });
  };
  const call = new Proxy({} as Remote<Methods>, {
    get: (_target, method) =>
      typeof method === 'string' ? (...args: unknown[]) => ask(method, args) : undefined,
  });
  return {
    call,
    close: async () => {
      closing = true;
      // Its end is waited for, also where nothing else keeps the process, and also when the answer to a call that is still
      // open comes only now: Node ends with 13 where nothing is left that could settle what is awaited.
      worker.ref();
      // To tear a thread down is rough, and has been seen to take the process along: only what is busy is.
      if (open.size === 0 && !ended) {
        worker.postMessage(CLOSE);
        await Promise.race([gone, sleep(GRACE_MS, undefined, { ref: false })]);
      }
      await worker.terminate();
    },
  };
}
