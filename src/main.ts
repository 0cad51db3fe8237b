#!/usr/bin/env node
// Nothing else of ours is imported above: a stop that comes while the rest is being loaded is a stop all the same.
import { becomeLean, giveWayToBot } from './config/lean-process.ts';

// Before anybody listens for a stop: one that came in between would be lost with this process.
becomeLean();
// Afterward, so that it is done once: a process that replaces itself keeps its priority and begins again.
giveWayToBot();

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

const { run } = await import('./app/run.ts');
process.exitCode = await run({ args: process.argv.slice(2), stopping: stopping.signal, asked, stop });

clearInterval(awake);
// Whatever still holds the process (a socket that will not close) gets two more seconds.
setTimeout(() => process.exit(), 2000).unref();
