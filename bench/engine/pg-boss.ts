import { DEBOUNCE_MS, type Engine, toEntry } from './engine.ts';

interface Boss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  createQueue(name: string, options: object): Promise<void>;
  send(name: string, data: object, options?: object): Promise<string | null>;
  sendDebounced(name: string, data: object, options: object, seconds: number, key: string): Promise<unknown>;
  work(
    name: string,
    options: object,
    handler: (jobs: readonly [{ data: { key: string } }]) => Promise<void>,
  ): Promise<string>;
}

/** As quick to find a dead worker as it can be: ten seconds without a sign of life, looked for every second. */
const QUICKEST = { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1, useListenNotify: true };
/** A notification comes when a job is made, and not when a later one is due. */
const OFTEN = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };
const QUEUE = 'jobs';
const EDITS = 'edits';

export function createPgBoss(folder: string): Engine {
  return {
    name: 'pg-boss',
    async open(url) {
      const { PgBoss } = (await import(toEntry(folder, 'pg-boss'))) as {
        PgBoss: new (options: object) => Boss;
      };
      const boss = new PgBoss({ connectionString: url, ...QUICKEST });
      boss.on('error', () => undefined);
      await boss.start();
      for (const name of [QUEUE, EDITS])
        await boss.createQueue(name, { heartbeatSeconds: 10, retryLimit: 3, notify: true });
      return {
        async work(handle) {
          for (const name of [QUEUE, EDITS]) await boss.work(name, OFTEN, ([{ data }]) => handle(data.key));
        },
        add: async (key) => void (await boss.send(QUEUE, { key })),
        debounce: async (key) => {
          await boss.sendDebounced(EDITS, { key }, {}, DEBOUNCE_MS / 1000, key);
        },
        close: () => boss.stop(),
      };
    },
  };
}
