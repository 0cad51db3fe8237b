import { createInterface } from 'node:readline';
import { run } from '../../src/app/run.ts';
import type { Line } from './shell.ts';

const own = { ...process.env };

for await (const sent of createInterface({ input: process.stdin })) {
  const { args, cwd, env } = JSON.parse(sent) as Line;
  for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
  Object.assign(process.env, own, env);
  process.chdir(cwd);
  const stopping = new AbortController();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const stop = () => {
    stopping.abort();
    resolve();
  };
  const code = await run({ args, stopping: stopping.signal, asked, stop, searchWorker: undefined });
  // Each run has a last guard of its own.
  for (const event of ['uncaughtException', 'unhandledRejection']) process.removeAllListeners(event);
  process.stderr.write('\0');
  process.stdout.write(`\0${code}\0`);
}
process.exit();
