import { Worker } from 'node:worker_threads';

/** A worker that was started before what asks it is loaded. */
export interface StartedWorker {
  /** Once; `undefined` where it was taken before, or has failed since. */
  take(): Worker | undefined;
}

export function startWorker(script: URL): StartedWorker {
  let worker: Worker | undefined = new Worker(script);
  const forget = () => {
    worker = undefined;
  };
  worker.once('error', forget).once('exit', forget);
  worker.unref();
  return {
    take() {
      const taken = worker;
      forget();
      return taken;
    },
  };
}
