import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const toUrl = (path: string): string => pathToFileURL(resolve(import.meta.dirname, '../../src', path)).href;

/** Runs a module that has `linkWorker`, `startWorker` and the script of a worker. */
function run(code: string): [number | null, string, string] {
  const script = `
    import { startWorker } from ${JSON.stringify(toUrl('rpc/started-worker.ts'))};
    import { linkWorker } from ${JSON.stringify(toUrl('rpc/worker-link.ts'))};
    const script = new URL(${JSON.stringify(toUrl('search/index/search-worker.ts'))});
    let started = 0;
    const firstEnded = Promise.withResolvers();
    process.on('worker', (worker) => {
      started += 1;
      worker.once('exit', firstEnded.resolve);
    });
    const onDeath = () => console.log('died');
    ${code}
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return [status, stdout, stderr];
}

it('a worker that was started ahead answers the first link, and the second has its own', () => {
  const code = `
    const ahead = startWorker(script);
    const first = linkWorker(script, { onDeath, started: ahead });
    console.log(await first.call.countPapers(), started);
    const second = linkWorker(script, { onDeath, started: ahead });
    console.log(await second.call.countPapers(), started);
    await first.close();
    await second.close();
  `;
  expect(run(code)).toEqual([0, '0 1\n0 2\n', '']);
});

it('one that failed before anybody asked is replaced', () => {
  const code = `
    const missing = new URL('./no-such-worker.ts', script);
    const ahead = startWorker(missing);
    const awake = setInterval(() => undefined, 1000);
    await firstEnded.promise;
    clearInterval(awake);
    const link = linkWorker(script, { onDeath, started: ahead });
    console.log(await link.call.countPapers(), started);
    await link.close();
  `;
  expect(run(code)).toEqual([0, '0 2\n', '']);
});

it('a process that asks nothing of it ends at once', () => {
  expect(run('startWorker(script);')).toEqual([0, '', '']);
});
