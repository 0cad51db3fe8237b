import { spawnSync } from 'node:child_process';
import { getPriority } from 'node:os';
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

it.skipIf(process.platform !== 'linux')(
  'the event loop goes before the worker that reads documents, and a bot before an import (skipped outside Linux)',
  () => {
    const script = `
      import { readdirSync, readFileSync } from 'node:fs';
      import { linkWorker } from ${JSON.stringify(toUrl('rpc/worker-link.ts'))};
      import { giveWayToBot } from ${JSON.stringify(toUrl('config/lean-process.ts'))};
      // The nineteenth field of the line; the second one is in brackets.
      const readNice = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ').at(-1).split(' ')[16]);
      const link = linkWorker(new URL(${JSON.stringify(toUrl('parsing/parse-worker.ts'))}), { onDeath: () => undefined });
      await link.call.load();
      const threads = readdirSync('/proc/self/task').map(readNice);
      const before = readNice(process.pid);
      process.argv[2] = 'import';
      giveWayToBot();
      console.log(JSON.stringify({ before, readers: threads.filter((nice) => nice === before + 5).length, asImport: readNice(process.pid) }));
      await link.close();
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    const before = getPriority();
    expect([JSON.parse(stdout), stderr]).toEqual([{ before, readers: 1, asImport: before + 5 }, '']);
  },
);
