import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Family } from './import-files.ts';
import type { Tally } from './tally.ts';
import type { startUpstream } from './upstream.ts';
import type { Asked } from './upstream-worker.ts';

type Env = Awaited<ReturnType<typeof startUpstream>>['env'];

/** What the thread says: one attempt; where its servers are, once; a file that is written. */
type Said =
  | { readonly attempt: Parameters<Tally['count']> }
  | { readonly env: Env }
  | { readonly made: string };

/**
 * The hostile servers and files in a thread of their own: to make megabytes takes seconds, in which this thread would answer
 * for neither platform, and the bot's answers would look late.
 */
export async function startUpstreamThread(seed: number, tally: Tally) {
  const worker = new Worker(new URL('./upstream-worker.ts', import.meta.url), { workerData: seed });
  const ready = Promise.withResolvers<Env>();
  const ended = once(worker, 'exit');
  const ask = (asked: Asked): void => worker.postMessage(asked);
  let onMade: (() => void) | undefined;
  worker.on('error', ready.reject);
  worker.on('message', (said: Said) => {
    if ('env' in said) ready.resolve(said.env);
    else if ('made' in said) onMade?.();
    else tally.count(...said.attempt);
  });
  return {
    env: await ready.promise,
    /** One file at a time. */
    writeFile(family: Family, path: string): Promise<void> {
      return new Promise((resolve) => {
        onMade = resolve;
        ask({ make: family, path });
      });
    },
    async close(): Promise<void> {
      ask('close');
      await ended;
    },
  };
}
