import type { SentProblem } from '../core/base/catalog.ts';
import { SourceError } from '../core/base/errors.ts';
import { giveWayToEventLoop, serveWorker } from '../rpc/serve-worker.ts';
import { PARSE_TASKS } from './parse-tasks.ts';

/** The outcome of a task. Our own errors cross as data, since the link passes on only the message of an error. */
export type Outcome = { readonly value: unknown } | { readonly failure: SentProblem };

export interface ParseWorker {
  /** Answers once everything is loaded. */
  load(): true;
  run(task: string, args: readonly unknown[]): Outcome;
}

const tasks = new Map<string, (...args: never[]) => unknown>(Object.entries(PARSE_TASKS));

const worker: ParseWorker = {
  load: () => true,
  run(name, args) {
    const task = tasks.get(name);
    if (!task) throw new Error(`No task ${name}`);
    try {
      return { value: task(...(args as never[])) };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const { code, key, values } = error.problem;
      return { failure: { code, key, values } };
    }
  },
};

giveWayToEventLoop();
serveWorker(worker);
