import { type StartedWorker, startWorker } from '../rpc/started-worker.ts';
import { SEARCH_WORKER } from './lifecycle/search-worker-script.ts';

/** Starts the worker that an engine of this process will ask. It opens nothing yet. */
export function startSearchWorker(): StartedWorker {
  return startWorker(SEARCH_WORKER);
}
