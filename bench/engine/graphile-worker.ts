import { DEBOUNCE_MS, type Engine, toEntry } from './engine.ts';

interface Utils {
  migrate(): Promise<void>;
  addJob(task: string, payload: object, options?: object): Promise<unknown>;
  release(): Promise<void>;
}

interface Library {
  makeWorkerUtils(options: object): Promise<Utils>;
  run(options: object): Promise<{ stop(): Promise<void> }>;
  readonly Logger: new (create: () => () => void) => object;
}

export function createGraphileWorker(folder: string): Engine {
  return {
    name: 'graphile-worker',
    async open(url) {
      const { makeWorkerUtils, run, Logger } = (await import(toEntry(folder, 'graphile-worker'))) as Library;
      const options = { connectionString: url, logger: new Logger(() => () => undefined) };
      const utils = await makeWorkerUtils(options);
      await utils.migrate();
      let runner: { stop(): Promise<void> } | undefined;
      return {
        async work(handle) {
          const taskList = { job: async (payload: unknown) => handle((payload as { key: string }).key) };
          runner = await run({
            ...options,
            ...{ concurrency: 1, pollInterval: 500, noHandleSignals: true, taskList },
          });
        },
        add: async (key) => void (await utils.addJob('job', { key })),
        debounce: async (key) => {
          // One job for a key, at the time that the first change wanted.
          const runAt = new Date(Date.now() + DEBOUNCE_MS);
          await utils.addJob('job', { key }, { jobKey: key, jobKeyMode: 'preserve_run_at', runAt });
        },
        async close() {
          await runner?.stop();
          await utils.release();
        },
      };
    },
  };
}
