#!/usr/bin/env node
// Nothing else of ours is imported above: a stop that comes while the rest is being loaded is a stop all the same.
import { asksIndex, becomeLean, giveWayToBot, limitHeaps } from './config/lean-process.ts';

// Before anybody listens for a stop: one that came in between would be lost with this process.
becomeLean();
// Afterward, so that it is done once: a process that replaces itself keeps its priority and begins again.
giveWayToBot();
limitHeaps();

const stopping = new AbortController();
const { promise: asked, resolve: requestStop } = Promise.withResolvers<void>();

function stop(): void {
  stopping.abort();
  requestStop();
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
// Who read has gone, as `| head` does: there is nobody left to say anything to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop();
});

// A promise alone keeps no process alive: where only a worker, a socket or a timer that is unref'd is left,
// Node would end in the middle of a command, with 13. The command's own end decides.
const awake = setInterval(() => undefined, 2 ** 30);

// Another processor loads what opens the index while this one loads all the rest.
const searchWorker = asksIndex() ? await startSearchWorker() : undefined;
const { run } = await import('./app/run.ts').catch(explainFailedLoad);
const start = { args: process.argv.slice(2), stopping: stopping.signal, asked, stop, searchWorker };
process.exitCode = await run(start);

clearInterval(awake);
// Whatever still holds the process (a socket that will not close) gets two more seconds.
setTimeout(() => process.exit(), 2000).unref();

async function startSearchWorker() {
  const ahead = await import('./search/start-ahead.ts').catch(explainFailedLoad);
  return ahead.startSearchWorker();
}

/** What cannot be loaded may quote anything that is on the disk: Node by itself would print it as it is. */
async function explainFailedLoad(error: unknown): Promise<never> {
  const { printFailedLoad } = await import('./app/failed-load.ts');
  printFailedLoad(error);
  process.exit(1);
}
