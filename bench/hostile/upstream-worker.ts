import { parentPort, workerData } from 'node:worker_threads';
import { randomFrom } from '../soak/random.ts';
import { startUpstream } from './upstream.ts';

const upstream = await startUpstream(randomFrom(workerData as number), {
  count: (part, family, detail) => parentPort?.postMessage({ attempt: [part, family, detail] }),
});
parentPort?.postMessage({ env: upstream.env });
parentPort?.once('message', async () => {
  await upstream.close();
  parentPort?.close();
});
