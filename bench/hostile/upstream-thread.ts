import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Tally } from './tally.ts';
import type { startUpstream } from './upstream.ts';

type Env = Awaited<ReturnType<typeof startUpstream>>['env'];

/** What the thread says: one attempt; or, once, where its servers are. */
type Said = { readonly attempt: Parameters<Tally['count']> } | { readonly env: Env };

/**
 * The hostile servers in a thread of their own: to make a body of megabytes takes them seconds, in which this thread would
 * answer for neither platform, and the bot's answers would look late.
 */
export async function startUpstreamThread(seed: number, tally: Tally) {
  const worker = new Worker(new URL('./upstream-worker.ts', import.meta.url), { workerData: seed });
  const ready = Promise.withResolvers<Env>();
  const ended = once(worker, 'exit');
  worker.on('error', ready.reject);
  worker.on('message', (said: Said) => {
    if ('env' in said) ready.resolve(said.env);
    else tally.count(...said.attempt);
  });
  return {
    env: await ready.promise,
    async close(): Promise<void> {
      worker.postMessage('close');
      await ended;
    },
  };
}
