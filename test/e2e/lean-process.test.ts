import { readFileSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';
import { type Running, startMain } from './run-main.ts';

let city: Awaited<ReturnType<typeof aCity>>;
let bot: Running | undefined;

beforeEach(async () => {
  city = await aCity();
});
afterEach(async () => {
  bot?.process.kill('SIGKILL');
  await bot?.done;
  await city.close();
});

async function startedWith(env: Record<string, string>): Promise<string[]> {
  bot = startMain(['start'], {
    cwd: city.folder,
    env: { ...city.env, PAPERBOY_CLOCK: '2026-04-30T12:00:00Z', ...env },
  });
  const running = bot;
  await until(() => running.text().includes('Paperboy is running'), 'it runs', 60_000);
  return readFileSync(`/proc/${running.process.pid}/environ`, 'utf8').split('\0');
}

it.skipIf(process.platform !== 'linux')(
  'a started bot gives memory back to the system and keeps its compiled code (skipped outside Linux)',
  async () => {
    const environment = await startedWith({ NODE_COMPILE_CACHE: '' });
    expect(environment).toContain('MALLOC_TRIM_THRESHOLD_=131072');
    expect(environment.join('\n')).toMatch(/^NODE_COMPILE_CACHE=.*node_modules\/\.cache\/paperboy$/m);
    const commandLine = readFileSync(`/proc/${bot?.process.pid}/cmdline`, 'utf8').split('\0');
    expect(commandLine).toEqual(
      expect.arrayContaining([
        '--max-semi-space-size=4',
        '--initial-old-space-size=64',
        '--no-memory-reducer',
      ]),
    );
    // The process that was started is the one that runs and hears of a stop: a supervisor sees no other.
    bot?.process.kill('SIGTERM');
    expect(await bot?.done).toMatchObject({ code: 0, signal: null });
  },
  90_000,
);

it.skipIf(process.platform !== 'linux')(
  'what the operator has chosen for either stays (skipped outside Linux)',
  async () => {
    const own = { MALLOC_TRIM_THRESHOLD_: '1000000', NODE_COMPILE_CACHE: city.folder };
    const environment = await startedWith(own);
    expect(environment).toEqual(
      expect.arrayContaining(Object.entries(own).map(([name, value]) => `${name}=${value}`)),
    );
  },
  90_000,
);

it.skipIf(process.platform !== 'linux')(
  'an import gives way to a bot once, although it replaces its process (skipped outside Linux)',
  async () => {
    const file = join(city.folder, 'papers.jsonl');
    writeFileSync(file, '{"id":"mine","title":"A paper of ours"}\n');
    const importing = startMain(['import', file], { cwd: city.folder, env: city.env });
    let lowest = getPriority();
    while (importing.process.exitCode === null) {
      lowest = Math.max(lowest, readNice(importing.process.pid));
      await sleep(10);
    }
    expect(lowest).toBe(getPriority() + 5);
  },
  90_000,
);

/** Of a process that may have ended by now. */
function readNice(pid = 0): number {
  try {
    return getPriority(pid);
  } catch {
    return getPriority();
  }
}
