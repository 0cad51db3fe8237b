import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const toUrl = (path: string): string => pathToFileURL(resolve(import.meta.dirname, '../../src', path)).href;

it.each([0, 20, 200])(
  'a process whose worker answers a call after its close has begun (%i ms) ends in order, not with 13',
  (ms) => {
    const script = `
      import { linkWorker } from ${JSON.stringify(toUrl('rpc/worker-link.ts'))};
      const link = linkWorker(new URL(${JSON.stringify(toUrl('search/index/search-worker.ts'))}), { onDeath: () => undefined });
      await link.call.suggest('x', 1);
      link.call.suggest('x', 1).catch(() => undefined);
      // The answer is in the queue, and is heard only while the worker is being closed.
      if (${ms} > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
      await link.close();
      console.log('closed');
    `;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([0, 'closed\n', '']);
  },
);
