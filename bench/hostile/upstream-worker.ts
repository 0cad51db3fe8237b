import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { randomFrom } from '../shared/random.ts';
import { type Family, makeFile } from './import-files.ts';
import { startUpstream } from './upstream.ts';

export type Asked = 'close' | { readonly make: Family; readonly path: string };

// On Linux this thread alone: an attacker's work is done on a machine of their own, so it must not take the bot's processors.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

const random = randomFrom(workerData as number);
const upstream = await startUpstream(random, {
  count: (part, family, detail) => parentPort?.postMessage({ attempt: [part, family, detail] }),
});
parentPort?.postMessage({ env: upstream.env });
parentPort?.on('message', async (asked: Asked) => {
  if (asked === 'close') {
    await upstream.close();
    parentPort?.close();
    return;
  }
  writeFileSync(asked.path, makeFile(asked.make, random));
  parentPort?.postMessage({ made: asked.path });
});
